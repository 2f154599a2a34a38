//! The document as JSON, and its outermost shape.

use crate::diag::{Code, Diagnostics, Loc};
use crate::value::{Text, ValueKind};

const NOT_JSON: Code = Code(1001);

/// Something else had to stand here.
pub fn expected(cx: &mut Diagnostics, loc: Loc, expected: &str, found: &str) {
    let finding = cx.error(NOT_JSON, loc, format!("not JSON: expected {expected}, found {found}"));
    if found == "`'`" {
        finding.help("JSON text stands in double quotes");
    }
}

/// An object or list is not closed, or by the wrong bracket.
pub fn unclosed(cx: &mut Diagnostics, loc: Loc, expected: &str, found: &str, opened: Loc, close: char) {
    let what = if close == '}' { "this object" } else { "this list" };
    cx.error(NOT_JSON, loc, format!("not JSON: expected {expected}, found {found}"))
        .label(opened, format!("{what} is not closed"));
}

/// Nothing but blanks.
pub fn empty(cx: &mut Diagnostics, loc: Loc) {
    cx.error(NOT_JSON, loc, "the document is empty: the service expects a JSON object");
}

/// U+FEFF at the start.
pub fn byte_order_mark(cx: &mut Diagnostics, loc: Loc) {
    cx.error(
        NOT_JSON,
        loc,
        "not JSON: the document starts with a byte order mark, which the service refuses",
    )
    .help("save the file as UTF-8 without BOM");
}

/// A second value.
pub fn text_after(cx: &mut Diagnostics, loc: Loc, found: &str) {
    cx.error(NOT_JSON, loc, format!("not JSON: the document ends before {found}"))
        .help("remove what follows the closing bracket");
}

/// `[1,,2]`, `[,1]`
pub fn spare_comma(cx: &mut Diagnostics, loc: Loc) {
    cx.error(NOT_JSON, loc, "not JSON: a value must stand before this comma").help("remove the comma");
}

/// `[1,]`
pub fn trailing_comma(cx: &mut Diagnostics, loc: Loc, close: char) {
    cx.error(NOT_JSON, loc, format!("not JSON: no comma may stand before `{close}`"))
        .help("remove the comma");
}

/// `[1 2]`
pub fn missing_comma(cx: &mut Diagnostics, loc: Loc) {
    cx.error(NOT_JSON, loc, "not JSON: a comma is missing before this").help("end the line before with `,`");
}

/// `//`, `/*`, `#`
pub fn comment(cx: &mut Diagnostics, loc: Loc) {
    cx.error(NOT_JSON, loc, "not JSON: it has no comments")
        .help("use the `Comment` field of the machine or the state");
}

/// A control character, a wrong escape, half a surrogate pair.
pub fn in_string(cx: &mut Diagnostics, loc: Loc, why: &str) {
    cx.error(NOT_JSON, loc, format!("not JSON: {why}"));
}

/// The closing quote is missing.
pub fn unterminated_string(cx: &mut Diagnostics, loc: Loc) {
    cx.error(NOT_JSON, loc, "not JSON: this text has no closing quote");
}

/// `01`, `.5`, `+1`, `0x1F`
pub fn number(cx: &mut Diagnostics, loc: Loc, spelled: &str, why: &str) {
    cx.error(NOT_JSON, loc, format!("not JSON: `{spelled}` is no number: {why}"));
}

/// `True`, `None`, `NaN`, or a word without quotes.
pub fn word(cx: &mut Diagnostics, loc: Loc, word: &str) {
    let help = match word.to_ascii_lowercase().as_str() {
        "nan" | "infinity" => "JSON has no such number; use `null` or a number".to_owned(),
        "none" | "nil" | "undefined" => "nothing is written `null`".to_owned(),
        lower @ ("true" | "false" | "null") => format!("write `{lower}`"),
        _ => "text stands in double quotes".to_owned(),
    };
    cx.error(NOT_JSON, loc, format!("not JSON: expected a value, found `{word}`")).help(help);
}

/// Deeper than anything real.
pub fn too_deep(cx: &mut Diagnostics, loc: Loc, limit: usize) {
    let message = format!("nested more than {limit} levels deep: the service refuses such a document");
    cx.error(Code(1016), loc, message).help("move the inner states into a machine of their own");
}

/// The service would keep the last and say nothing.
pub fn duplicate_key(cx: &mut Diagnostics, key: &Text, first: Loc) {
    let message = format!("the key `{}` stands twice in this object: only the last counts", key.value);
    cx.error(Code(1009), key.loc, message).help("remove or rename one of them").label(first, "first here");
}

/// Something other than an object where a machine should be.
pub fn not_an_object(cx: &mut Diagnostics, loc: Loc, found: &ValueKind) {
    if super::fields::is_unknown(found) {
        return;
    }
    let found = super::fields::kind_name(found);
    cx.error(NOT_JSON, loc, format!("a machine is a JSON object, not {found}: refused by the service"));
}

/// Something other than an object where a state should be.
pub fn state_no_object(
    cx: &mut Diagnostics,
    name: &Text,
    loc: Loc,
    found: &ValueKind,
    is_machine_field: bool,
) {
    if super::fields::is_unknown(found) {
        return;
    }
    let found = super::fields::kind_name(found);
    let message = format!("state `{}` must be an object, not {found}: refused by the service", name.value);
    let finding = cx.error(Code(3007), loc, message);
    if is_machine_field {
        finding
            .help(format!("as a field of the machine, `{}` stands beside `States`, not in it", name.value));
    }
}

/// `StartAt` or `States` is missing.
pub fn missing_outline(cx: &mut Diagnostics, body: Loc, scope: &str, field: &str) {
    cx.error(Code(1002), body, format!("{scope} needs `{field}`: refused by the service")).help(
        if field == "StartAt" {
            "add `\"StartAt\"` with the name of the first state"
        } else {
            "add `\"States\"`, an object of name and state"
        },
    );
}

/// A field that no machine has.
pub fn unknown_top_field(cx: &mut Diagnostics, key: &Text, near: Option<&str>) {
    let message = format!("a machine has no field `{}`: refused by the service", key.value);
    let finding = cx.error(Code(1004), key.loc, message);
    match near {
        Some(near) => finding.did_you_mean(Some(near)),
        None => {
            finding.help("remove it; notes belong into `Comment`, other data has no place in a definition")
        }
    };
}

/// A field that no such object has.
pub fn unknown_field(cx: &mut Diagnostics, key: &Text, owner: &str, near: Option<&str>) {
    let message = format!("{owner} has no field `{}`: refused by the service", key.value);
    cx.error(Code(1005), key.loc, message).did_you_mean(near);
}

/// A known field, spelled with other capitals.
pub fn wrong_case(cx: &mut Diagnostics, key: &Text, known: &str) {
    let message = format!(
        "`{}` is not `{known}`: names are case-sensitive, and the service refuses this one",
        key.value
    );
    cx.error(Code(1006), key.loc, message).help(format!("write `{known}`"));
}

/// No `Type`.
pub fn missing_type(cx: &mut Diagnostics, state: &Text, guess: Option<&str>) {
    let message = format!("state `{}` needs a `Type`: refused by the service", state.value);
    let finding = cx.error(Code(1007), state.loc, message);
    match guess {
        Some(guess) => finding.help(format!("add `\"Type\": \"{guess}\"`")),
        None => finding.help(format!("one of {}", super::fields::list(crate::read::TYPES))),
    };
}

/// A `Type` that does not exist.
pub fn unknown_type(cx: &mut Diagnostics, found: &Text, near: Option<&str>) {
    let message = format!("there is no state type `{}`: refused by the service", found.value);
    let finding = cx.error(Code(1007), found.loc, message);
    match near {
        Some(near) => finding.did_you_mean(Some(near)),
        None => finding.help(format!("one of {}", super::fields::list(crate::read::TYPES))),
    };
}
