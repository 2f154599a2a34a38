//! Control flow that no transition can express.

use crate::cx::{Cx, SpanRange};

/// A Choice has neither `Next` nor `End`: there must be a state behind it.
pub fn choice_falls_off(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(
        120,
        span,
        format!("control leaves the Choice \"{name}\" and the body ends here, but a Choice cannot end it"),
    )
    .help(
        "end with `succeed;` (or another state) where nothing is left to do: states are never added silently",
    );
}

pub fn catch_falls_off(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(
        121,
        span,
        format!("a catch arm of \"{name}\" has no state and the body ends here, but a catcher must lead to a state"),
    )
    .help("put a state into the arm or behind the statement: `succeed;`, `pass;`");
}

pub fn empty_body(cx: &mut Cx, span: SpanRange) {
    cx.error(122, span, "a body needs at least one state").help("write `pass;` for one that does nothing");
}

pub fn empty_loop(cx: &mut Cx, span: SpanRange) {
    cx.error(123, span, "this loop has no state, so there is nothing to go back to")
        .help("put the states to repeat into it, or take it away");
}

pub fn nothing_to_catch(cx: &mut Cx, span: SpanRange) {
    cx.error(
        124,
        span,
        "nothing in this `try` can be caught: only calls, `for` and `parallel` have catchers",
    )
    .help("take the `try` away");
}

pub fn nothing_left_to_catch(cx: &mut Cx, span: SpanRange) {
    cx.error(124, span, "nothing reaches this `catch`: all that it covers catches every error by itself")
        .help("take it away, or the inner `_` arms");
}

pub fn wildcard_not_last(cx: &mut Cx, span: SpanRange) {
    cx.error(125, span, "`_` is the Choice's `Default` and must be the last arm")
        .help("move it behind the other arms");
}

pub fn match_without_rules(cx: &mut Cx, span: SpanRange) {
    cx.error(126, span, "a Choice needs at least one rule besides `_`: the service refuses an empty one")
        .help("add an arm, or write the statements of `_` without the `match`");
}

pub fn label_without_state(cx: &mut Cx, span: SpanRange, what: &str) {
    cx.error(127, span, format!("`{what}` is no state, so it cannot have a name"))
        .help("put the label on the statement that is meant");
}

pub fn attribute_without_state(cx: &mut Cx, span: SpanRange, what: &str) {
    cx.error(128, span, format!("`{what}` is no state, so it has neither attributes nor a comment"))
        .help("put it on the statement that is meant");
}

pub fn comment_on_default(cx: &mut Cx, span: SpanRange) {
    cx.error(129, span, "`_` is the Choice's `Default`, which has no `Comment`")
        .help("put the comment on the `match`, or write `//` instead of `///`");
}

pub fn label_on_raw_state(cx: &mut Cx, span: SpanRange) {
    cx.error(127, span, "a raw state has its name behind `state`").help("take the label away");
}

pub fn parallel_without_branches(cx: &mut Cx, span: SpanRange) {
    cx.error(10018, span, "`parallel` needs at least one branch: the service refuses an empty `Branches`")
        .help("write `parallel { { … } { … } }`");
}
