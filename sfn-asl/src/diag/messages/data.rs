//! Paths that cannot be followed in what is known of the document.

use crate::diag::suggest::nearest;
use crate::diag::{Code, Diagnostic, Diagnostics, Loc, Place};

/// On which way the path leads nowhere.
pub struct Way {
    /// ` after …`, ` if … fails`, or nothing.
    pub text: String,
    /// Where that way begins.
    pub origin: Option<Loc>,
    /// Whether a catcher has replaced the input.
    pub is_catch: bool,
    /// Whether it is so on every way.
    pub is_always: bool,
    /// Whether the state fails in any case, and only the reason is another.
    pub is_fail: bool,
}

/// What reads a field that is not there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// A path.
    Field,
    /// A path of a `ResultSelector`.
    Selector,
    /// The `Variable` of a rule.
    Variable,
    /// A path below an `InputPath` of `null`.
    Nothing,
    /// An expression.
    Undefined {
        /// Whether somebody may be counting on that.
        is_caught: bool,
    },
}

const FATAL: &str = "the execution ends with States.Runtime, which no `Catch` sees";

fn report<'a>(
    cx: &'a mut Diagnostics,
    code: Code,
    place: Place,
    way: &Way,
    message: String,
) -> &'a mut Diagnostic {
    let some = if way.is_catch { Code(4023) } else { Code(13002) };
    let finding = match (way.is_always, way.is_fail) {
        (true, false) => cx.error(code, place, message),
        (true, true) => cx.warning(code, place, message),
        (false, _) => cx.warning(some, place, message),
    };
    if let Some(origin) = way.origin {
        finding.label(origin, "on this way");
    }
    finding
}

/// A field that is certainly not there.
#[allow(clippy::too_many_arguments, reason = "each is a word of the sentence")]
pub fn no_field(
    cx: &mut Diagnostics,
    place: Place,
    prefix: &str,
    name: &str,
    names: &[&str],
    call: Option<&str>,
    missing: Missing,
    way: &Way,
) {
    let source = cx.source;
    let code = match missing {
        Missing::Selector => Code(6017),
        Missing::Nothing => Code(6022),
        Missing::Variable => Code(5009),
        Missing::Field | Missing::Undefined { .. } if way.is_catch => Code(4023),
        _ if call.is_some() => Code(11012),
        Missing::Field => Code(6012),
        Missing::Undefined { .. } => Code(8016),
    };
    let what = match (call, missing) {
        (_, Missing::Nothing) => "with `InputPath` `null`, the input".to_owned(),
        (Some(call), _) => format!("the result of `{call}`"),
        (None, Missing::Selector) if prefix == "$" => "the result".to_owned(),
        (None, _) => format!("`{prefix}`"),
    };
    let then = match missing {
        Missing::Undefined { .. } => "the expression gives nothing, and fails",
        _ => FATAL,
    };
    let message = format!("{what} has no `{name}`{}: {then}", way.text);
    let finding = match missing {
        Missing::Undefined { is_caught: true } if way.is_always => {
            let finding = cx.warning(code, place, message);
            if let Some(origin) = way.origin {
                finding.label(origin, "on this way");
            }
            finding
        }
        _ => report(cx, code, place, way, message),
    };
    match (nearest(name, names.iter().copied()), names) {
        (Some(near), _) => finding.did_you_mean(Some(near)),
        _ if way.is_catch => finding.help_in(
            source,
            "keep the input with a `ResultPath` in the catcher, as `$.error`",
            "keep the document: catch the error `as $.error`",
        ),
        (None, []) => finding.help("it has no fields at all"),
        (None, _) => finding.help(format!("it has `{}`", names.join("`, `"))),
    };
}

/// A field of something that has none.
pub fn no_object(cx: &mut Diagnostics, place: Place, prefix: &str, kind: &str, way: &Way) {
    let message = format!("`{prefix}` is {kind}{}, and nothing is below it: {FATAL}", way.text);
    report(cx, Code(6012), place, way, message);
}

/// `$.Cause.x`
pub fn inside_cause(cx: &mut Diagnostics, place: Place, prefix: &str, way: &Way) {
    let message = format!("`{prefix}` is text{}, even if that text is JSON: {FATAL}", way.text);
    report(cx, Code(4024), place, way, message)
        .help("make JSON of it in a state before, with `States.StringToJson(…)` or `$parse(…)`");
}

/// An index of a list that is shorter.
pub fn beyond_the_end(cx: &mut Diagnostics, place: Place, prefix: &str, length: usize, way: &Way) {
    let items = if length == 1 { "1 item".to_owned() } else { format!("{length} items") };
    let message = format!("`{prefix}` has {items}{}: {FATAL}", way.text);
    report(cx, Code(6021), place, way, message).help("indexes count from 0");
}

/// States.ResultPathMatchFailure
pub fn in_the_way(cx: &mut Diagnostics, place: Place, prefix: &str, kind: &str, way: &Way) {
    let message = format!(
        "`{prefix}` is {kind}{}, which takes no field: fails with States.ResultPathMatchFailure",
        way.text
    );
    report(cx, Code(6013), place, way, message)
        .help("choose another `ResultPath`, or make an object of it before");
}

/// "Reference path … must point to array."
pub fn no_items(cx: &mut Diagnostics, place: Place, path: &str, kind: &str, way: &Way) {
    let message = format!("`{path}` is {kind}{}, and a Map needs an array: {FATAL}", way.text);
    report(cx, Code(10007), place, way, message);
}

/// A comparison of another type.
pub fn other_family(cx: &mut Diagnostics, place: Place, path: &str, kind: &str, way: &Way) {
    let message = format!("`{path}` is {kind}{}: this operator never holds for it", way.text);
    let finding = cx.warning(Code(5011), place, message);
    finding.help("use the operator of its type");
    if let Some(origin) = way.origin {
        finding.label(origin, "from here");
    }
}

/// A path to what its field does not take.
pub fn wrong_type(
    cx: &mut Diagnostics,
    code: Code,
    place: Place,
    path: &str,
    kind: &str,
    wanted: &str,
    way: &Way,
) {
    let message = format!("`{path}` is {kind}{}, and this takes {wanted}: {FATAL}", way.text);
    report(cx, code, place, way, message);
}
