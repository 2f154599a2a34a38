//! Calls, and what becomes of them.

use super::flow::advice;
use crate::diag::{Code, Diagnostics, Loc, Severity};

/// The result of a job that has just been started.
pub fn not_finished(cx: &mut Diagnostics, resource: Loc, started: &str, by: Loc) {
    let message =
        format!("`{started}` only starts something: its result is asked for here before it can be there");
    cx.warning(Code(11013), resource, message)
        .help("wait for it: with `.sync`, where the call offers it, or with a loop that asks for the status")
        .label(by, "started here");
}

/// `FailedEntryCount`
pub fn entries_not_checked(cx: &mut Diagnostics, resource: Loc) {
    let message =
        "this succeeds even if events were refused, and nothing looks at `FailedEntryCount`: they are lost";
    cx.warning(Code(11023), resource, message)
        .help("call `events:putEvents`, which fails then, or compare `FailedEntryCount` with 0");
}

/// Every execution starts another.
pub fn starts_itself(cx: &mut Diagnostics, machine: Loc) {
    cx.warning(
        Code(11015),
        machine,
        "every execution starts another one of the same machine: this never ends",
    )
    .help("decide with a Choice before it whether there is more to do");
}

/// At least once.
pub fn done_twice_in_express(
    cx: &mut Diagnostics,
    resource: Loc,
    action: &str,
    more: usize,
    severity: Severity,
) {
    let others = match more {
        0 => String::new(),
        1 => ", and 1 call more,".to_owned(),
        n => format!(", and {n} calls more,"),
    };
    let message = format!(
        "an Express execution that is started asynchronously may run twice: `{action}`{others} may be done twice"
    );
    advice(cx, severity, Code(12004), resource, message)
        .help("give the call what makes it idempotent, as a name, a condition or a deduplication id");
}

/// Nobody can look at what an Express execution did.
pub fn express_without_log(cx: &mut Diagnostics, machine: Loc) {
    cx.hint(
        Code(12005),
        machine,
        "an Express execution has no history: without a log nobody can say what it did",
    )
    .help("deploy it with a log, and let its role write one: `#[logging]`");
}
