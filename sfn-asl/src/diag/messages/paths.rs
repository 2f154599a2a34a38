//! Paths, payload templates and the delimiters of expressions.

use super::fields::kind_name;
use crate::diag::{Code, Diagnostics, Loc, Place};
use crate::value::{Text, ValueKind};

/// `$$` in a field that does not see the context object.
pub fn no_context(cx: &mut Diagnostics, field: &str, place: Place) {
    cx.error(
        Code(6003),
        place,
        format!("`{field}` cannot use the context object `$$`: refused by the service"),
    )
    .help("write a path that starts with `$`");
}

/// `$name` in a field that does not see variables.
pub fn no_variable(cx: &mut Diagnostics, field: &str, place: Place, name: &str) {
    let source = cx.source;
    let finding = cx.error(
        Code(6003),
        place,
        format!("`{field}` cannot use the variable `${name}`: refused by the service"),
    );
    if field == "ResultPath" {
        finding.help_in(
            source,
            &format!("a result becomes a variable with `\"Assign\": {{ \"{name}.$\": \"$\" }}`"),
            &format!("a result becomes a variable with `let {name} = …;`"),
        );
    } else {
        finding.help("write a path that starts with `$`");
    }
}

/// An intrinsic in a field that takes only paths.
pub fn no_intrinsic(cx: &mut Diagnostics, field: &str, loc: Loc) {
    let message = format!("`{field}` takes a path, not an intrinsic function: refused by the service");
    cx.error(Code(7009), loc, message).help("call it under a `.$` key of a payload template");
}

/// An intrinsic whose result is no text, in `ErrorPath` or `CausePath`.
pub fn intrinsic_without_text(cx: &mut Diagnostics, field: &str, loc: Loc) {
    cx.error(Code(6004), loc, format!("`{field}` needs text, and this function does not give text"))
        .help("wrap it in `States.JsonToString(…)` or `States.Format('{}', …)`");
}

/// Neither a path nor a call where one of them has to be.
pub fn neither_path_nor_intrinsic(cx: &mut Diagnostics, field: &str, text: &Text, of_text: bool) {
    let message = format!("`{field}` must be a path or an intrinsic function: refused by the service");
    let finding = cx.error(Code(6004), text.loc, message);
    let trimmed = text.value.trim();
    if trimmed.len() < text.value.len() && (trimmed.starts_with('$') || trimmed.starts_with("States.")) {
        finding.help("remove the blanks around it");
    } else if of_text {
        let plain = field.strip_suffix("Path").unwrap_or(field);
        finding.help(format!("text as it stands belongs into `{plain}`"));
    } else {
        let plain = field.strip_suffix(".$").unwrap_or(field);
        finding.help(format!("for text as it stands, name the key `{plain}`"));
    }
}

/// `"x.$": 5`
pub fn no_text_under_dynamic_key(cx: &mut Diagnostics, key: &Text, value: Loc, found: &ValueKind) {
    let message = format!(
        "`{}` must be a path or an intrinsic function, not {}: refused by the service",
        key.value,
        kind_name(found)
    );
    let plain = key.value.strip_suffix(".$").unwrap_or(&key.value);
    cx.error(Code(6004), value, message).help(format!("for the value as it stands, name the key `{plain}`"));
}

/// `x` and `x.$` in one object.
pub fn colliding_keys(cx: &mut Diagnostics, second: &Text, first: &Text) {
    let message =
        format!("`{}` and `{}` give the same key: the specification forbids it", second.value, first.value);
    cx.error(Code(6008), second.loc, message).help("remove one of them").label(first.loc, "first here");
}

/// `{% …` or `… %}`
pub fn half_delimited(cx: &mut Diagnostics, loc: Loc, missing: &str) {
    let (whole, help) =
        if missing == "%}" { ("closed", "end it with `%}`") } else { ("opened", "start it with `{%`") };
    let message = format!("this expression is not {whole}: refused by the service");
    cx.error(Code(8007), loc, message).help(help);
}

/// `{% … %} more`
pub fn text_around(cx: &mut Diagnostics, place: Place, is_blank: bool) {
    let message = "an expression fills the whole string, and this stands outside it: refused by the service";
    cx.error(Code(8007), place, message).help(join_or_trim(is_blank));
}

/// `text {% … %} text`: text to the service.
pub fn expression_inside_text(cx: &mut Diagnostics, place: Place, is_blank: bool) {
    let message = "this expression does not fill the whole string: it is not evaluated, and passed as text";
    cx.warning(Code(8007), place, message).help(join_or_trim(is_blank));
}

fn join_or_trim(is_blank: bool) -> &'static str {
    if is_blank {
        "remove the blanks outside the delimiters"
    } else {
        "join inside the expression, as in `{% 'text ' & $x %}`"
    }
}
