//! Retry and Catch.

use crate::diag::{Code, Diagnostics, Loc};
use crate::value::Text;

/// "States.ALL must appear alone and at end of list"
pub fn all_with_others(cx: &mut Diagnostics, name: &Text) {
    cx.error(Code(4002), name.loc, "`States.ALL` stands beside other names: refused by the service")
        .help("remove the other names: `States.ALL` includes them");
}

/// "States.ALL must appear alone and at end of list"
pub fn all_not_last(cx: &mut Diagnostics, name: &Text, kind: &str, next: Loc) {
    let message = format!(
        "`States.ALL` is not in the last {kind}: refused by the service, as the rest is never reached"
    );
    cx.error(Code(4003), name.loc, message)
        .help(format!("move this {kind} to the end"))
        .label(next, "never reached");
}

/// Fatal errors pass every handler.
pub fn never_handled(cx: &mut Diagnostics, name: &Text) {
    let message = "`States.Runtime` is never caught nor retried, even by name: the execution fails";
    cx.warning(Code(4006), name.loc, message).help("remove it");
}

/// `States.` is the prefix of the service's own errors.
pub fn no_such_error(cx: &mut Diagnostics, name: &Text, near: Option<&str>) {
    let message = format!("no error is named `{}`: it never matches", name.value);
    cx.warning(Code(4007), name.loc, message).did_you_mean(near);
}
