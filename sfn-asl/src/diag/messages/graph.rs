//! Transitions, and what can be reached by them.

use crate::diag::{Code, Diagnostics, Loc};
use crate::value::Text;

/// Neither `Next` nor `End`, or both.
pub const NO_WAY_OUT: Code = Code(2010);

/// The target exists nowhere: MISSING_TRANSITION_TARGET.
pub fn unknown_target(cx: &mut Diagnostics, target: &Text, scope: &str, near: Option<&str>) {
    let message = format!("no state named `{}` in {scope}: refused by the service", target.value);
    cx.error(Code(2001), target.loc, message).did_you_mean(near);
}

/// The target exists, but a transition cannot get there: MISSING_TRANSITION_TARGET.
pub fn target_elsewhere(cx: &mut Diagnostics, target: &Text, scope: &str, other: &str, there: Loc) {
    let message =
        format!("`{}` is a state of {other}, but this is {scope}: refused by the service", target.value);
    cx.error(Code(2002), target.loc, message)
        .help("a transition stays among its neighbours: to leave a branch or processor, end it and go on from the state around it")
        .label(there, "the state of that name");
}

/// Nothing leads there: MISSING_TRANSITION_TARGET, too.
pub fn unreachable(cx: &mut Diagnostics, state: &Text, start: Option<&str>, followers: usize) {
    let source = cx.source;
    let from = start.map(|it| format!(" from `{it}`")).unwrap_or_default();
    let more = match followers {
        0 => String::new(),
        1 => ", nor can the state behind it".to_owned(),
        n => format!(", nor can the {n} states behind it"),
    };
    let message = format!("`{}` cannot be reached{from}{more}: refused by the service", state.value);
    cx.error(Code(2003), state.loc, message).help_in(
        source,
        "remove it, or name it in a `Next`, `Default` or `Catch`",
        "remove it, or give it a name and `goto` it",
    );
}

/// The machine as a whole cannot end: MISSING_END_STATE.
pub fn no_terminal(cx: &mut Diagnostics, body: Loc) {
    let source = cx.source;
    cx.error(Code(2004), body, "the machine has no last state: refused by the service").help_in(
        source,
        "give one state `\"End\": true`, or add a Succeed or Fail state",
        "leave the loop with `break`, or end with `succeed;`",
    );
}

/// The service looks at the machine's own states only.
pub fn no_terminal_inside(cx: &mut Diagnostics, body: Loc, scope: &str) {
    let source = cx.source;
    cx.warning(
        Code(2005),
        body,
        format!("{scope} has no last state: it never ends, and with it the state around it"),
    )
    .help_in(
        source,
        "give one state `\"End\": true`, or add a Succeed or Fail state",
        "leave the loop with `break`, or end with `succeed;`",
    );
}

/// A Pass or Choice that goes back to itself with nothing changed.
pub fn leads_to_itself(cx: &mut Diagnostics, target: &Text, kind: &str) {
    let message = format!("this {kind} leads to itself and nothing changes on the way: it runs for ever");
    cx.error(Code(2009), target.loc, message).help("name another state");
}

/// Neither `Next` nor `End`.
pub fn no_way_out(cx: &mut Diagnostics, state: Loc, name: &str, kind: &str) {
    let message = format!("`{name}` is a {kind} and needs `Next` or `End`: refused by the service");
    cx.error(NO_WAY_OUT, state, message).help("add `\"Next\"` with the name of a state, or `\"End\": true`");
}

/// A state behind a catcher that nothing takes, of which something has been said.
pub fn dead_handler(cx: &mut Diagnostics, state: &Text, errors: &[Text]) {
    let text = format!("`{}` is never entered: nothing else leads to it", state.value);
    for error in errors {
        cx.label_at(error.loc, state.loc, &text);
    }
}

/// Everything is caught, and nobody learns of it.
pub fn swallowed(cx: &mut Diagnostics, error: Loc, end: Loc) {
    let source = cx.source;
    cx.warning(Code(4025), error, "every failure ends as a success, and nothing is left of the error")
        .help_in(
            source,
            "keep the error in the output with `ResultPath` or `Output`, or end with a Fail",
            "keep the error in the document with `as $.error`, or end with `fail`",
        )
        .label(end, "ends here");
}
