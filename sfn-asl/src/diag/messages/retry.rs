//! Retry and Catch.

use super::flow::advice;
use crate::diag::{Code, Diagnostics, Loc, Severity};
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

/// The first entry that matches is taken.
pub fn matched_before(cx: &mut Diagnostics, name: &Text, first: Loc) {
    let message = format!("`{}` is matched by an entry before: this is never taken", name.value);
    cx.warning(Code(4004), name.loc, message)
        .help("remove it, or move it to the front")
        .label(first, "matched here");
}

/// `States.TaskFailed` matches all but timeouts.
pub fn matched_by_task_failed(cx: &mut Diagnostics, name: &Text, wildcard: Loc) {
    let message =
        format!("`States.TaskFailed` matches `{}`, too, and stands before: this is never taken", name.value);
    cx.warning(Code(4005), name.loc, message)
        .help("move it before `States.TaskFailed`")
        .label(wildcard, "matched here");
}

/// The prefix of an error tells the service, and how it was called.
pub fn error_of_another(
    cx: &mut Diagnostics,
    name: &Text,
    prefix: &str,
    expected: Option<&str>,
    meant: Option<String>,
) {
    let message = match expected {
        Some(expected) => {
            format!("the errors of this call start with `{expected}.`, not `{prefix}.`: this never matches")
        }
        None => format!("this call raises no error that starts with `{prefix}.`: this never matches"),
    };
    let finding = cx.warning(Code(4008), name.loc, message);
    match meant {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding.help("remove it, or catch an error of the service that is called"),
    };
}

/// An error that no action of the service raises: what its model does not have comes as `PREFIX.PREFIXException`.
pub fn unknown_error(cx: &mut Diagnostics, name: &Text, near: Option<&str>) {
    let prefix = name.value.split('.').next().unwrap_or_default();
    let message = format!(
        "`{prefix}` raises no error `{}` in the catalogue of {}: this never matches",
        name.value,
        sfn_catalog::date()
    );
    let finding = cx.warning(Code(4008), name.loc, message);
    match near {
        Some(near) => finding.help(format!("did you mean `{prefix}.{near}`?")),
        None => finding.help(format!("what the API does not describe is `{prefix}.{prefix}Exception`")),
    };
}

/// A timeout that nobody set.
pub fn no_timeout_to_handle(cx: &mut Diagnostics, code: Code, name: &Text, field: &str) {
    let message = format!("this Task has no `{field}`: `{}` does not occur", name.value);
    let attribute = if field == "TimeoutSeconds" { "timeout" } else { "heartbeat" };
    let source = cx.source;
    cx.warning(code, name.loc, message).help_in(
        source,
        &format!("set `{field}`"),
        &format!("add `#[{attribute}(…)]`"),
    );
}

/// An error of other kinds of states, or of the other language.
pub fn cannot_occur(cx: &mut Diagnostics, code: Code, name: &Text, why: &str) {
    let message = format!("`{}` does not occur here: {why}", name.value);
    cx.warning(code, name.loc, message).help("remove it");
}

/// It would fail again.
pub fn retried_in_vain(cx: &mut Diagnostics, name: &Text) {
    let message = format!("`{}` is not transient: the retries fail the same way", name.value);
    cx.warning(Code(4015), name.loc, message).help("catch it instead");
}

/// Zero attempts in the last entry.
pub fn no_attempts(cx: &mut Diagnostics, attempts: Loc) {
    let message = "the last entry retries nothing, which is what happens without it";
    cx.warning(Code(4016), attempts, message).help("remove the entry");
}

/// Geometric growth.
pub fn sleeps_long(cx: &mut Diagnostics, retrier: Loc, days: f64) {
    let message =
        format!("these retries take up to {days:.0} days: each delay is longer than the one before");
    let source = cx.source;
    cx.warning(Code(4017), retrier, message).help_in(source, "set `MaxDelaySeconds`", "set `max_delay`");
}

/// The cap is below what it caps.
pub fn delay_below_interval(cx: &mut Diagnostics, delay: Loc) {
    let message = "`MaxDelaySeconds` is less than `IntervalSeconds`, and so is every delay";
    cx.warning(Code(4018), delay, message).help("set a larger `MaxDelaySeconds`, or a smaller interval");
}

/// One attempt has one delay.
pub fn nothing_to_back_off(cx: &mut Diagnostics, rate: Loc) {
    cx.warning(Code(4018), rate, "with one attempt there is one delay, and nothing to multiply")
        .help("remove it, or raise the number of attempts");
}

/// No attempt, no delay.
pub fn nothing_to_spread(cx: &mut Diagnostics, jitter: Loc) {
    cx.warning(Code(4018), jitter, "without attempts there is no delay to vary").help("remove it");
}

/// Best practice of the Developer Guide, "Handle transient Lambda service exceptions".
pub fn transient_lambda_errors(cx: &mut Diagnostics, place: Loc, others: usize, severity: Severity) {
    const MESSAGE: &str =
        "a function can fail for reasons of the service, which pass, and this call is not retried";
    let message = match others {
        0 => MESSAGE.to_owned(),
        1 => format!("{MESSAGE}, nor is another in this machine"),
        n => format!("{MESSAGE}, nor are {n} others in this machine"),
    };
    let finding = match severity {
        Severity::Hint => cx.hint(Code(4021), place, message),
        _ => cx.warning(Code(4021), place, message),
    };
    finding.help(
        "retry `Lambda.ServiceException`, `Lambda.AWSLambdaException`, `Lambda.SdkClientException` and \
         `Lambda.TooManyRequestsException`",
    );
}

/// A permanent error would go round for ever.
pub fn caught_by_itself(cx: &mut Diagnostics, target: &Text) {
    let message = "this catches every error and leads straight back: a permanent error goes round for ever";
    let source = cx.source;
    cx.warning(Code(4022), target.loc, message).help_in(
        source,
        "retry a few times with `Retry`, and catch what is left",
        "retry a few times with `#[retry(…)]`, and catch what is left",
    );
}

/// The prefix of the service's own errors.
pub fn reserved_error(cx: &mut Diagnostics, name: &Text) {
    let message =
        format!("`{}` looks like an error of the service: names with `States.` are its own", name.value);
    cx.warning(Code(4027), name.loc, message).help("choose a name without `States.`");
}

/// A Retry around states that do not retry.
pub fn all_over_again(cx: &mut Diagnostics, retrier: Loc, severity: Severity) {
    let message = "this does all of it again, whatever part has failed: no Task inside retries";
    advice(cx, severity, Code(4026), retrier, message).help("retry the Task inside");
}
