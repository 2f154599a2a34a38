//! Advice on habits.

use crate::diag::{Code, Diagnostics, Loc, Place};
use crate::value::Text;

/// `State1`
pub fn says_nothing(cx: &mut Diagnostics, name: &Text) {
    let message =
        format!("`{}` says nothing of what is done: histories and alarms show the name alone", name.value);
    cx.hint(Code(1017), name.loc, message).help("name it after what it does");
}

/// `"Comment": ""`
pub fn empty_comment(cx: &mut Diagnostics, comment: Loc) {
    cx.hint(Code(1017), comment, "this comment is empty").help("remove it");
}

/// `"InputPath": "$"`
pub fn default_path(cx: &mut Diagnostics, path: Loc, field: &str) {
    cx.hint(Code(3015), path, format!("`$` is what `{field}` is without being said")).help("remove it");
}

/// `"MaxConcurrency": 0`
pub fn no_concurrency_limit(cx: &mut Diagnostics, state: Loc, is_distributed: bool) {
    let most = if is_distributed { "10,000 at a time" } else { "about 40 at a time" };
    let message = format!("a `MaxConcurrency` of 0 is no limit, as without it: {most}");
    cx.hint(Code(3015), state, message).help("remove it, or set a limit");
}

/// `$parse` in a Pass.
pub fn cannot_be_caught(cx: &mut Diagnostics, place: Place, function: &str) {
    let message = format!("`${function}` may fail, and nothing catches that here: the execution ends");
    cx.hint(Code(8019), place, message).help("compute it in a Task before, which can have a `Catch`");
}

/// `getJobRun` in a loop.
pub fn waits_by_itself(cx: &mut Diagnostics, resource: Loc, service: &str, action: &str, pattern: &str) {
    let source = cx.source;
    let message = "this asks again and again for what the service can wait for: each round is paid for";
    let call = action;
    cx.hint(Code(11024), resource, message).help_in(
        source,
        &format!("start it by `arn:aws:states:::{service}:{call}.{pattern}`"),
        &format!("start it by `{}::{call}.{pattern}`", service.replace('-', "_")),
    );
}
