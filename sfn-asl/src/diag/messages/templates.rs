//! Text that was meant to be evaluated, and is not.

use crate::diag::{Code, Diagnostics, Loc, Place, Source};

/// NO_DOLLAR: `"v": "$.a"`. In an `Assign` the code is its own.
pub fn key_without_dollar(cx: &mut Diagnostics, code: Code, value: Loc, key: &str, text: &str) {
    let what = if text.starts_with('$') { "a path" } else { "an intrinsic function" };
    let source = cx.source;
    let message = match source {
        Source::Document => format!("this looks like {what}, but is passed as text: the key has no `.$`"),
        Source::Macro => format!("this looks like {what}, but is passed as text"),
    };
    cx.warning(code, value, message).help_in(
        source,
        &format!("name the key `{key}.$`"),
        "write it without the quotes",
    );
}

/// A path in an array, where no key could have a `.$`.
pub fn path_in_array(cx: &mut Diagnostics, item: Loc) {
    let source = cx.source;
    let message = "this looks like a path, but is passed as text: nothing in an array is evaluated";
    cx.warning(Code(6009), item, message).help_in(
        source,
        "make the array with `States.Array(…)` under a `.$` key",
        "write it without the quotes",
    );
}

/// `"id-$.x"`
pub fn path_inside_text(cx: &mut Diagnostics, place: Place, path: &str) {
    let message = format!("`{path}` inside a text is not replaced: it is passed as it stands");
    let source = cx.source;
    cx.warning(Code(6009), place, message).help_in(
        source,
        &format!("write `States.Format('… {{}} …', {path})` under a `.$` key"),
        &format!("write `format!(\"… {{}} …\", {path})`"),
    );
}

/// NO_PATH: `"Cause": "$.cause"`.
pub fn field_without_path(cx: &mut Diagnostics, value: Loc, field: &str) {
    let message = format!("this looks like a path, but `{field}` takes it as text");
    let source = cx.source;
    cx.warning(Code(6006), value, message).help_in(
        source,
        &format!("use `{field}Path`"),
        "write it without the quotes",
    );
}

/// PASS_RESULT_IS_STATIC
pub fn static_result(cx: &mut Diagnostics, place: Loc) {
    let message = "a `Result` is never evaluated: this is passed as it stands";
    let source = cx.source;
    cx.warning(Code(6007), place, message).help_in(
        source,
        "use `Parameters` instead",
        "write it without the quotes",
    );
}

/// What JSONPath would evaluate, in a JSONata state.
pub fn not_jsonata(cx: &mut Diagnostics, place: Loc, meant: &str) {
    let message = "this belongs to JSONPath: in a JSONata state it is passed as text";
    cx.warning(Code(8017), place, message).help(format!("write `{{% {meant} %}}`"));
}

/// `"v.$"` in a JSONata state.
pub fn dynamic_key(cx: &mut Diagnostics, key: Loc, plain: &str) {
    let message = "`.$` belongs to JSONPath: in a JSONata state it is part of the key";
    cx.warning(Code(8017), key, message).help(format!("name the key `{plain}`"));
}

/// Half of an expression would have been reported; this lacks both delimiters.
pub fn undelimited(cx: &mut Diagnostics, place: Loc, text: &str) {
    let message = "this looks like an expression, but is passed as text: it has no `{%` and `%}`";
    cx.warning(Code(8007), place, message).help(format!("write `{{% {text} %}}`"));
}
