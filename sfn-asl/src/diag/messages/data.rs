//! Paths that cannot be followed in what is known of the document.

use crate::diag::suggest::nearest;
use crate::diag::{Code, Diagnostic, Diagnostics, Loc, Place, Source};
use crate::value::Text;

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
    /// Whether there are several ways.
    pub is_joined: bool,
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
        Missing::Field if way.is_always && way.is_joined => Code(13001),
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
pub fn beyond_the_end(
    cx: &mut Diagnostics,
    place: Place,
    prefix: &str,
    length: usize,
    of_parallel: bool,
    way: &Way,
) {
    let (code, what) = if of_parallel { (Code(10020), "branch") } else { (Code(6021), "item") };
    let items = match (length, of_parallel) {
        (1, _) => format!("1 {what}"),
        (_, true) => format!("{length} branches"),
        (_, false) => format!("{length} items"),
    };
    let has = if of_parallel { "is the result of" } else { "has" };
    let message = format!("`{prefix}` {has} {items}{}: {FATAL}", way.text);
    report(cx, code, place, way, message).help("indexes count from 0");
}

/// `$.id` where the input is `{ "Items": [ … ] }`.
pub fn no_batch(cx: &mut Diagnostics, place: Place, name: &str, way: &Way) {
    let message =
        format!("the input of this processor is a batch, which has no `{name}`{}: {FATAL}", way.text);
    report(cx, Code(10008), place, way, message)
        .help("read the items of the batch in `$.Items`, or remove the `ItemBatcher`");
}

/// `$.Items` where each execution has one item.
pub fn no_batcher(cx: &mut Diagnostics, place: Place, name: &str) {
    let message = format!(
        "`{name}` is what an `ItemBatcher` gives, and this Map has none: each execution gets one item"
    );
    let source = cx.source;
    cx.warning(Code(10008), place, message).help_in(
        source,
        "read the item as `$`, or add an `ItemBatcher`",
        "read the item as `$`, or add `#[batch(max_items = …)]`",
    );
}

/// A cell compared as a number.
pub fn number_of_csv(cx: &mut Diagnostics, place: Place, path: &str) {
    let message = format!("`{path}` is from a CSV file, where everything is text: it is no number");
    cx.warning(Code(10009), place, message)
        .help("make a number of it before, with `States.StringToJson(…)` or `$number(…)`");
}

/// An argument of another type.
pub fn wrong_argument(cx: &mut Diagnostics, place: Place, path: &str, kind: &str, wanted: &str, way: &Way) {
    let message = format!(
        "`{path}` is {kind}{}, and the function takes {wanted}: fails with States.IntrinsicFailure",
        way.text
    );
    report(cx, Code(7006), place, way, message);
}

/// A text that is never there.
pub fn no_such_word(cx: &mut Diagnostics, place: Place, path: &str, text: &str, values: &[&str]) {
    let message = format!("`{path}` is never `{text}`: this comparison never holds");
    let finding = cx.warning(Code(5019), place, message);
    match nearest(text, values.iter().copied()) {
        Some(near) => finding.did_you_mean(Some(near)),
        None if values.len() <= 12 => finding.help(format!("it is `{}`", values.join("`, `"))),
        None => finding.help("look up its values in the reference of the API"),
    };
}

/// More than the history holds.
pub fn too_many_items(
    cx: &mut Diagnostics,
    place: Loc,
    items: usize,
    events: usize,
    history: usize,
    is_certain: bool,
) {
    let message = format!(
        "{items} items of at least {events} events each are more than the {history} events of a history: the execution fails"
    );
    let source = cx.source;
    let code = Code(10012);
    if is_certain { cx.error(code, place, message) } else { cx.warning(code, place, message) }.help_in(
        source,
        "make it a distributed Map: its children have histories of their own",
        "make it a distributed Map with `#[distributed(…)]`: its children have histories of their own",
    );
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
    if !perhaps_null(cx, &place, kind, way, &message) {
        report(cx, Code(10007), place, way, message);
    }
}

/// "The JSONata expression … specified for the field 'Items' returned an unexpected result type."
pub fn no_items_given(cx: &mut Diagnostics, place: Place, expression: &str, kind: &str, way: &Way) {
    let message = format!(
        "`{expression}` is {kind}{}, and a Map needs an array: it fails with States.QueryEvaluationError",
        way.text
    );
    if !perhaps_null(cx, &place, kind, way, &message) {
        report(cx, Code(10007), place, way, message);
    }
}

/// A comparison of another type. Nothing fails: a definition is warned of it. Who writes it in our language made a mistake,
/// as with a value of a Rust type.
pub fn other_family(cx: &mut Diagnostics, place: Place, path: &str, kind: &str, way: &Way) {
    let message = format!("`{path}` is {kind}{}: this operator never holds for it", way.text);
    let code = Code(5011);
    let finding = match cx.source {
        Source::Macro => cx.error(code, place, message),
        Source::Document => cx.warning(code, place, message),
    };
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
    if !perhaps_null(cx, &place, kind, way, &message) {
        report(cx, code, place, way, message);
    }
}

/// Where only some way gives `null`, a default is missing there rather than another type.
fn perhaps_null(cx: &mut Diagnostics, place: &Place, kind: &str, way: &Way, message: &str) -> bool {
    let is_null = kind == "null" && !way.is_always;
    if is_null {
        let finding = cx.warning(Code(13009), place.clone(), message);
        finding.help("ask with a Choice and `IsNull`, or give it a value on that way");
        if let Some(origin) = way.origin {
            finding.label(origin, "on this way");
        }
    }
    is_null
}

/// A field that every way drops before it is read.
pub fn never_read(cx: &mut Diagnostics, result_path: Loc, path: &str, is_pass: bool) {
    let source = cx.source;
    let message = format!("nobody reads `{path}`: it is dropped with the rest of the document");
    let finding = cx.warning(Code(6015), result_path, message);
    if is_pass {
        finding.help("remove it");
    } else {
        finding.help_in(
            source,
            "discard the result with `\"ResultPath\": null`",
            "discard the result: leave out the assignment",
        );
    }
}

/// A field that is read again after a result has taken its place.
pub fn overwritten(cx: &mut Diagnostics, result_path: Loc, path: &str, lost: &str, reader: &Text) {
    let message = format!(
        "the result takes the place of `{path}`, and `{}` reads `{lost}` of it, as states before do",
        reader.value
    );
    cx.warning(Code(6014), result_path, message)
        .help("put the result beside it, at another path")
        .label(reader.loc, "read again here");
}
