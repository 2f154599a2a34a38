//! Names of states, and values that are one of a few names.

use crate::diag::{Code, Diagnostics, Loc, suggest};
use crate::value::Text;

/// `StartAt` or `States` is missing.
pub const NO_OUTLINE: Code = Code(1002);

/// INVALID_STATE_NAME
pub fn state_name_too_long(cx: &mut Diagnostics, name: &Text, length: usize, limit: usize) {
    let message = format!(
        "this name has {length} characters, more than the {limit} of a state: refused by the service"
    );
    cx.error(Code(1010), name.loc, message).help("shorten it, and say the rest in `Comment`");
}

/// The name of a state in a history has at least one character.
pub fn no_state_name(cx: &mut Diagnostics, name: &Text) {
    cx.error(Code(1010), name.loc, "a state needs a name: no history could show this one")
        .help("name it after what it does");
}

/// DUPLICATE_STATE_NAME: names are unique over all scopes.
pub fn state_name_twice(cx: &mut Diagnostics, name: &Text, here: &str, there: &str, first: Loc) {
    let message = if here == there {
        format!("a second state is named `{}`: refused by the service", name.value)
    } else {
        let why = "names are unique over all of the machine, refused by the service";
        format!("a state of {there} is named `{}`, too: {why}", name.value)
    };
    cx.error(Code(1011), name.loc, message).help("rename one of them").label(first, "first here");
}

/// `States` is `{}`.
pub fn no_states(cx: &mut Diagnostics, body: Loc, scope: &str) {
    cx.error(Code(1003), body, format!("{scope} has no states: refused by the service"))
        .help("add a state, and name it in `StartAt`");
}

/// There is one version of the language.
pub fn version(cx: &mut Diagnostics, version: &Text) {
    let message =
        format!("there is no version `{}` of the States Language: refused by the service", version.value);
    cx.error(Code(1008), version.loc, message).help("write `1.0`, or leave `Version` out");
}

/// Not one of the values that the field has.
pub fn no_such_value(cx: &mut Diagnostics, field: &str, value: &Text, known: &[&str]) {
    let message = format!("`{}` is no `{field}`: refused by the service", value.value);
    let near = suggest::nearest(&value.value, known.iter().copied());
    let finding = cx.error(Code(3013), value.loc, message);
    match near {
        Some(near) => finding.did_you_mean(Some(near)),
        None => finding.help(format!("one of `{}`", known.join("`, `"))),
    };
}

/// Only `\*` and `\\` mean something.
pub fn lone_backslash(cx: &mut Diagnostics, pattern: &Text) {
    let message =
        "a backslash in a pattern stands before `*` or another backslash: this fails with States.Runtime";
    cx.error(Code(5015), pattern.loc, message).help("write `\\\\` for a backslash (`\\\\\\\\` in JSON)");
}

/// INVALID_NAME of CreateStateMachine.
pub fn machine_name_too_long(cx: &mut Diagnostics, name: &Text, length: usize, limit: usize) {
    let message =
        format!("the name of a machine has at most {limit} characters, not {length}: refused by the service");
    cx.error(Code(1014), name.loc, message).help("choose a shorter name");
}
