//! Which fields stand where, together with which others, and of which JSON type.

use crate::diag::{Code, Diagnostics, Loc, suggest};
use crate::machine::QueryLanguage;
use crate::value::{QueryTree, Text, ValueKind};

/// What a JSON value is, for the middle of a sentence.
pub fn kind_name(kind: &ValueKind) -> &'static str {
    match kind {
        ValueKind::Null => "`null`",
        ValueKind::Bool(true) => "`true`",
        ValueKind::Bool(false) => "`false`",
        ValueKind::Number(_) => "a number",
        ValueKind::String(_) => "text",
        ValueKind::Array(_) => "a list",
        ValueKind::Object(_) => "an object",
        ValueKind::Query(_) => "an expression",
    }
}

/// Whether a value could not be read, which has been reported.
pub(super) fn is_unknown(kind: &ValueKind) -> bool {
    matches!(kind, ValueKind::Query(query) if matches!(query.tree, QueryTree::Invalid))
}

/// "`a`, `b`, `c`"
pub fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Another JSON type than the field has.
pub fn wrong_type(cx: &mut Diagnostics, loc: Loc, what: &str, expected: &str, found: &ValueKind) {
    if is_unknown(found) {
        return;
    }
    let message = format!("{what} must be {expected}, not {}: refused by the service", kind_name(found));
    let finding = cx.error(Code(3007), loc, message);
    if let ValueKind::String(text) = found {
        if expected.starts_with("a number") && text.parse::<f64>().is_ok() {
            finding.help("remove the quotes");
        } else if text.starts_with('$') && expected == "a number" {
            finding.help("what a path finds goes into the field that ends in `Path`, where there is one");
        } else if text.starts_with("{%") {
            finding.help("expressions are not evaluated here");
        }
    }
}

/// A field of other types of state.
pub fn not_on_this_type(cx: &mut Diagnostics, key: &Text, state: &str) {
    cx.error(Code(3001), key.loc, format!("{state} takes no `{}`: refused by the service", key.value))
        .help(format!("remove `{}`", key.value));
}

/// `Next` or `End` on a Choice, Succeed or Fail.
pub fn transition_not_allowed(cx: &mut Diagnostics, key: &Text, state: &str) {
    let message = format!("{state} takes no `{}`: refused by the service", key.value);
    let help = if state.contains("Choice") {
        "each rule has its own `Next`; what applies otherwise is `Default`"
    } else {
        "it ends its scope by itself: remove the field"
    };
    cx.error(Code(2011), key.loc, message).help(help);
}

/// The constant and the path form of one field.
pub fn exclusive(cx: &mut Diagnostics, second: &Text, first: &Text, _: &[&str]) {
    both(cx, Code(3002), second, first);
}

/// `ItemProcessor` and `Iterator`.
pub fn two_processors(cx: &mut Diagnostics, second: &Text, first: &Text, _: &[&str]) {
    both(cx, Code(3004), second, first);
}

/// `ItemSelector` and a Map's `Parameters`.
pub fn two_selectors(cx: &mut Diagnostics, second: &Text, first: &Text, _: &[&str]) {
    both(cx, Code(3005), second, first);
}

/// `Next` and `End`.
pub fn two_transitions(cx: &mut Diagnostics, second: &Text, first: &Text, _: &[&str]) {
    both(cx, Code(2010), second, first);
}

/// A Wait that waits for two things.
pub fn two_waits(cx: &mut Diagnostics, second: &Text, first: &Text, _: &[&str]) {
    both(cx, Code(3003), second, first);
}

fn both(cx: &mut Diagnostics, code: Code, second: &Text, first: &Text) {
    let message = format!(
        "`{}` beside `{}`: only one of them may stand, the service refuses both",
        second.value, first.value
    );
    cx.error(code, second.loc, message).help("remove one of them").label(first.loc, "the other one");
}

/// A Wait that waits for nothing.
pub fn no_wait(cx: &mut Diagnostics, loc: Loc, language: QueryLanguage) {
    cx.error(Code(3003), loc, "a Wait state needs a time: refused by the service").help(match language {
        QueryLanguage::JsonPath => "one of `Seconds`, `SecondsPath`, `Timestamp`, `TimestampPath`",
        QueryLanguage::Jsonata => "one of `Seconds`, `Timestamp`",
    });
}

/// A Map without a processor.
pub fn no_processor(cx: &mut Diagnostics, loc: Loc) {
    cx.error(Code(3004), loc, "a Map state needs an `ItemProcessor`: refused by the service");
}

/// A Parallel without branches.
pub fn no_branches(cx: &mut Diagnostics, loc: Loc) {
    cx.error(Code(10018), loc, "a Parallel state needs at least one branch: refused by the service");
}

/// A Task without `Resource`.
pub fn no_resource(cx: &mut Diagnostics, loc: Loc) {
    cx.error(Code(11001), loc, "a Task state needs a `Resource`: refused by the service");
}

/// An `ItemReader` without `Resource`.
pub fn no_reader_resource(cx: &mut Diagnostics, loc: Loc) {
    cx.error(Code(10003), loc, "an `ItemReader` needs a `Resource`: refused by the service")
        .help("`arn:aws:states:::s3:getObject` or `arn:aws:states:::s3:listObjectsV2`");
}

/// `Credentials` without a role.
pub fn no_role(cx: &mut Diagnostics, loc: Loc, found: &ValueKind) {
    let message = match found {
        ValueKind::Object(_) => "`Credentials` needs `RoleArn`: refused by the service".to_owned(),
        other => format!(
            "`Credentials` must be an object with `RoleArn`, not {}: refused by the service",
            kind_name(other)
        ),
    };
    cx.error(Code(11011), loc, message).help("`{ \"RoleArn\": \"arn:aws:iam::…:role/…\" }`");
}

/// `ErrorEquals` missing, empty or no list of text.
pub fn error_equals(cx: &mut Diagnostics, loc: Loc, owner: &str, found: Option<&ValueKind>) {
    let message = match found {
        None => format!("{owner} needs `ErrorEquals`: refused by the service"),
        Some(ValueKind::Array(_)) => {
            "`ErrorEquals` needs at least one name: refused by the service".to_owned()
        }
        Some(other) => {
            format!(
                "`ErrorEquals` must be a list of error names, not {}: refused by the service",
                kind_name(other)
            )
        }
    };
    let finding = cx.error(Code(4001), loc, message);
    match found {
        Some(ValueKind::String(_)) => finding.help("put the name into `[ ]`"),
        _ => finding.help("`[\"States.ALL\"]` is any error"),
    };
}

/// An entry of `ErrorEquals` that is no text.
pub fn error_name(cx: &mut Diagnostics, loc: Loc, found: &ValueKind) {
    let message =
        format!("the name of an error must be text, not {}: refused by the service", kind_name(found));
    cx.error(Code(4001), loc, message);
}

/// A catcher without `Next`.
pub fn catcher_without_next(cx: &mut Diagnostics, loc: Loc) {
    cx.error(Code(4001), loc, "a catcher needs `Next`: refused by the service")
        .help("add the state that handles the error");
}

/// `"End": false`
pub fn end_is_false(cx: &mut Diagnostics, loc: Loc) {
    cx.error(Code(2010), loc, "`\"End\": false` counts as no `End` at all")
        .help("write `true` to end here, or name the next state with `Next`");
}

/// A language that does not exist.
pub fn unknown_language(cx: &mut Diagnostics, found: &Text) {
    let near = suggest::nearest(&found.value, ["JSONata", "JSONPath"]);
    let message = format!("there is no query language `{}`: refused by the service", found.value);
    let finding = cx.error(Code(8001), found.loc, message);
    match near {
        Some(near) => finding.did_you_mean(Some(near)),
        None => finding.help("`JSONPath` or `JSONata`"),
    };
}

/// `QueryLanguage` on a branch or processor.
pub fn language_of_scope(cx: &mut Diagnostics, key: &Text, scope: &str) {
    cx.error(Code(8004), key.loc, format!("{scope} takes no `QueryLanguage`: refused by the service"))
        .help("set it on the machine, or on each state inside");
}

/// A field of the language of the Map or Parallel around the state.
pub fn not_inherited(cx: &mut Diagnostics, key: &Text, only: QueryLanguage) {
    let (this, other) = match only {
        QueryLanguage::JsonPath => ("JSONata", "JSONPath"),
        QueryLanguage::Jsonata => ("JSONPath", "JSONata"),
    };
    let message = format!(
        "`{}` is a field of {other}: the state is in {this}, as the machine is, whatever the Map or Parallel around it is in: refused by the service",
        key.value
    );
    cx.error(Code(8005), key.loc, message)
        .help(format!("add `\"QueryLanguage\": \"{other}\"` to this state, or to the machine"));
}

/// A field that only the other query language has.
pub fn other_language(cx: &mut Diagnostics, key: &Text, owner: &str, only: QueryLanguage) {
    let name = key.value.as_str();
    let (this, other) = match only {
        QueryLanguage::JsonPath => ("JSONata", "JSONPath"),
        QueryLanguage::Jsonata => ("JSONPath", "JSONata"),
    };
    let static_data = matches!(name, "Result" | "Parameters") && only == QueryLanguage::JsonPath;
    let code = if static_data { Code(8006) } else { Code(8003) };
    let message =
        format!("`{name}` is a field of {other}, and {owner} here is in {this}: refused by the service");
    let finding = cx.error(code, key.loc, message);
    if name == "Condition" {
        finding.help("in JSONPath it is `Variable` with an operator");
    } else if let Some(successor) = successor(name, only, owner) {
        finding.help(format!("in {this} it is `{successor}`"));
    } else if only == QueryLanguage::Jsonata {
        finding.help(
            "a state is in JSONata if it or the machine has `\"QueryLanguage\": \"JSONata\"`; \
                      it is not inherited from a Map or Parallel",
        );
    }
}

/// What does the work of `field` in the other language.
fn successor(field: &str, only: QueryLanguage, owner: &str) -> Option<&'static str> {
    let from_jsonata = only == QueryLanguage::Jsonata;
    let map = owner.contains("Map");
    Some(match field {
        "Arguments" => "Parameters",
        "Items" => "ItemsPath",
        "Parameters" if owner.contains("Pass") => "Output",
        "Parameters" if map => "ItemSelector",
        "Parameters" => "Arguments",
        "Result" | "ResultSelector" | "ResultPath" | "OutputPath" => "Output",
        "ItemsPath" => "Items",
        "And" | "Or" | "Not" | "Variable" => "Condition",
        _ if !from_jsonata => {
            let plain = field.strip_suffix("Path")?;
            return PLAIN.iter().copied().find(|it| *it == plain);
        }
        _ => return None,
    })
}

/// Fields whose `…Path` sibling is an expression in JSONata.
const PLAIN: &[&str] = &[
    "TimeoutSeconds",
    "HeartbeatSeconds",
    "Seconds",
    "Timestamp",
    "Error",
    "Cause",
    "MaxConcurrency",
    "ToleratedFailureCount",
    "ToleratedFailurePercentage",
    "MaxItems",
    "MaxItemsPerBatch",
    "MaxInputBytesPerBatch",
];
