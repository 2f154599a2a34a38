//! What flows through a machine: control, data, variables and time.

use crate::diag::{Code, Diagnostic, Diagnostics, Loc, Place, Severity, Source};
use crate::value::{Number, Text};

pub(super) fn advice(
    cx: &mut Diagnostics,
    severity: Severity,
    code: Code,
    place: Loc,
    message: impl Into<String>,
) -> &mut Diagnostic {
    match severity {
        Severity::Hint => cx.hint(code, place, message),
        _ => cx.warning(code, place, message),
    }
}

/// Seconds for people.
fn time(seconds: f64) -> String {
    match seconds {
        it if it < 120.0 => format!("{it:.0} seconds"),
        it if it < 7_200.0 => format!("{:.0} minutes", it / 60.0),
        it if it < 172_800.0 => format!("{:.0} hours", it / 3_600.0),
        it => format!("{:.0} days", it / 86_400.0),
    }
}

/// `ResultPath: null` beside what makes a result.
pub fn thrown_away(cx: &mut Diagnostics, null: Loc, what: &str) {
    let message = format!("`{what}` makes a result, and `ResultPath` `null` throws it away");
    cx.warning(Code(6016), null, message).help(format!("remove `{what}`, or name a place with `ResultPath`"));
}

/// `OutputPath: null` beside what makes a result.
pub fn output_thrown_away(cx: &mut Diagnostics, null: Loc, what: &str) {
    let message = format!("`{what}` makes a result, and `OutputPath` `null` throws it away");
    cx.warning(Code(6016), null, message).help(format!("remove `{what}`, or the `OutputPath`"));
}

/// Two branches that do the same.
pub fn same_branch(cx: &mut Diagnostics, branch: Loc, first: Loc) {
    cx.warning(Code(10019), branch, "this branch does the same as another one, with the same parameters")
        .help("remove it, or change what it is given")
        .label(first, "the other one");
}

/// A callback or activity without a timeout.
pub fn waits_a_year(cx: &mut Diagnostics, resource: Loc, what: &str, severity: Severity) {
    let message = format!("this waits for {what} for as long as a year, if nobody answers");
    let source = cx.source;
    advice(cx, severity, Code(11008), resource, message).help_in(
        source,
        "set `TimeoutSeconds` or `HeartbeatSeconds`",
        "add `#[timeout(…)]` or `#[heartbeat(…)]`",
    );
}

/// `.sync` without a timeout.
pub fn job_without_timeout(cx: &mut Diagnostics, resource: Loc, severity: Severity) {
    let message = "this waits for a job for as long as a year, if the job is stuck";
    let source = cx.source;
    advice(cx, severity, Code(11009), resource, message).help_in(
        source,
        "set `TimeoutSeconds`",
        "add `#[timeout(…)]`",
    );
}

/// Nothing has a limit.
pub fn no_timeout_at_all(cx: &mut Diagnostics, machine: Loc) {
    let source = cx.source;
    cx.hint(
        Code(14003),
        machine,
        "neither the machine nor a Task has a timeout: what is stuck lives for a year",
    )
    .help_in(source, "set `TimeoutSeconds`", "put `#[timeout(1h)]` on the machine, or on its calls");
}

/// `TimeoutSeconds` of an Express machine.
pub fn express_timeout(cx: &mut Diagnostics, timeout: Loc, limit: f64) {
    let message = format!("an Express execution ends after {limit} seconds, whatever this says");
    cx.warning(Code(12003), timeout, message).help("make it shorter, or the workflow Standard");
}

/// A Task's timeout beyond that of the execution.
pub fn longer_than_execution(cx: &mut Diagnostics, timeout: Loc, limit: f64, is_express: bool) {
    let code = if is_express { Code(12002) } else { Code(3012) };
    let message = format!("the execution ends after {limit} seconds: this timeout is never reached");
    cx.warning(code, timeout, message).help("make it shorter");
}

/// A Wait that outlives the execution.
pub fn waits_too_long(cx: &mut Diagnostics, seconds: &Number, limit: f64, is_express: bool) {
    let message = format!("the execution ends after {limit} seconds: this Wait never ends before it");
    if is_express {
        cx.error(Code(12002), seconds.loc, message).help("wait for less, or make the workflow Standard");
    } else {
        cx.warning(Code(3011), seconds.loc, message).help("wait for less, or give the machine more time");
    }
}

/// Delays of retries that outlive the execution.
pub fn retries_too_long(cx: &mut Diagnostics, retrier: Loc, seconds: f64, limit: f64, is_express: bool) {
    let code = if is_express { Code(12002) } else { Code(4017) };
    let message = format!(
        "these retries wait for {}, and the execution ends after {limit} seconds: the last of them never come",
        time(seconds)
    );
    let source = cx.source;
    cx.warning(code, retrier, message).help_in(
        source,
        "lower `MaxAttempts`, or set `MaxDelaySeconds`",
        "lower `max_attempts`, or set `max_delay`",
    );
}

/// One branch is no parallelism.
pub fn one_branch(cx: &mut Diagnostics, state: Loc) {
    cx.warning(Code(10019), state, "a Parallel with one branch runs nothing side by side")
        .help("use the states of the branch in its place");
}

/// `$count` is a function.
pub fn shadows_function(cx: &mut Diagnostics, name: &Text) {
    let message =
        format!("`${}` is also a function of JSONata: readers cannot tell the two apart", name.value);
    cx.warning(Code(9014), name.loc, message).help("choose another name");
}

/// Every way ends in a Fail.
pub fn only_fails(cx: &mut Diagnostics, fail: Loc) {
    let source = cx.source;
    cx.warning(Code(14008), fail, "every way through this machine ends in a failure: it never succeeds")
        .help_in(
            source,
            "give a state `\"End\": true`, or add a Succeed state",
            "let one way end with `return` or `succeed`",
        );
}

/// A Pass that passes.
pub fn pass_without_effect(cx: &mut Diagnostics, state: Loc) {
    cx.hint(Code(2013), state, "this Pass changes nothing, and is a paid transition").help("remove it");
}

/// All targets are one.
pub fn no_decision(cx: &mut Diagnostics, state: Loc) {
    cx.hint(Code(2014), state, "this Choice always goes on with the same state").help("go there directly");
}

/// Neither Error nor Cause.
pub fn undiagnosable(cx: &mut Diagnostics, state: Loc) {
    cx.hint(Code(4027), state, "this Fail has neither `Error` nor `Cause`: nobody will know what went wrong")
        .help("add `Error`");
}

/// All iterations retry at once.
pub fn thundering_herd(cx: &mut Diagnostics, retrier: Loc) {
    let source = cx.source;
    cx.hint(Code(4019), retrier, "iterations that failed together retry together").help_in(
        source,
        "add `\"JitterStrategy\": \"FULL\"`",
        "add `jitter`",
    );
}

/// A sequence of one collapses, and one of none is undefined.
pub fn singleton(cx: &mut Diagnostics, place: Place, field: &str) {
    let message = format!(
        "one match gives the item itself and no array, and no match gives nothing: `{field}` fails for both"
    );
    cx.warning(Code(8015), place, message).help("put `[` and `]` around the expression");
}

/// `[1..900000]`
pub fn large_range(cx: &mut Diagnostics, place: Place) {
    cx.warning(
        Code(8021),
        place,
        "a range this large can exceed the memory that the service gives an expression",
    )
    .help("use a Map over smaller parts");
}

/// A list where the function takes one value.
pub fn list_for_scalar(cx: &mut Diagnostics, place: Place, function: &str, is_certain: bool) {
    let message =
        format!("this path gives a list, even of one match, and `{function}` takes a single value here");
    if is_certain { cx.error(Code(6019), place, message) } else { cx.warning(Code(6019), place, message) }
        .help("take one with `States.ArrayGetItem(…, 0)`");
}

/// States that lead only to one another.
pub fn no_exit(cx: &mut Diagnostics, state: &Text, count: usize) {
    let message = match count {
        1 => format!("`{}` leads only to itself: whoever gets here never ends", state.value),
        n => format!(
            "`{}` and {} more lead only to one another: whoever gets here never ends",
            state.value,
            n - 1
        ),
    };
    let source = cx.source;
    cx.warning(Code(2006), state.loc, message).help_in(
        source,
        "add a way out, with a Choice or a `Catch`",
        "add a way out: `break`, `goto` or `return`",
    );
}

/// Round and round without a pause.
pub fn busy_loop(cx: &mut Diagnostics, state: &Text, rounds: u32) {
    let message = format!(
        "this loop has no pause and no bound: after {rounds} rounds the history is full, and the execution fails"
    );
    cx.warning(Code(2007), state.loc, message).help("add a Wait, or count the rounds");
}

/// As `busy_loop`, in an Express workflow, which has no history.
pub fn busy_loop_express(cx: &mut Diagnostics, state: &Text) {
    cx.warning(
        Code(2007),
        state.loc,
        "this loop has no pause and no bound: it may go round until the time is up",
    )
    .help("add a Wait, or count the rounds");
}

/// The condition of the exit reads what nobody changes.
pub fn unchanged_exit(cx: &mut Diagnostics, state: &Text) {
    let message =
        "no state of this loop changes what its conditions read: if it goes round once, it does for ever";
    cx.warning(Code(2008), state.loc, message).help("get the value anew in the loop");
}

/// A poll without a bound.
pub fn unbounded_poll(cx: &mut Diagnostics, state: &Text, rounds: u32, seconds: Option<f64>) {
    let after = match seconds {
        Some(seconds) => format!("after {rounds} rounds, or {}", time(seconds)),
        None => format!("after {rounds} rounds"),
    };
    let message = format!(
        "nothing bounds this loop: {after}, the history is full, and the execution fails where no `Catch` helps"
    );
    let source = cx.source;
    cx.warning(Code(14001), state.loc, message).help_in(
        source,
        "count the rounds, or give the machine a `TimeoutSeconds`",
        "count the rounds, or give the machine a `#[timeout(…)]`",
    );
}

/// A variable without a value on one way.
pub fn perhaps_unassigned(
    cx: &mut Diagnostics,
    place: Place,
    name: &str,
    way: &str,
    is_catch: bool,
    from: Loc,
) {
    let code = if is_catch { Code(9013) } else { Code(9003) };
    let message = format!("`${name}` has no value {way}: reading it fails");
    let help = if is_catch {
        match cx.source {
            Source::Document => "add an `Assign` to the catcher, too".to_owned(),
            Source::Macro => format!("assign `{name}` in the arm that catches it, too"),
        }
    } else {
        format!("give `{name}` a first value in a state that every way passes")
    };
    cx.warning(code, place, message).help(help).label(from, "on this way");
}

/// Nobody reads it.
pub fn unread_variable(cx: &mut Diagnostics, severity: Severity, name: &Text) {
    let message = format!("no state reads `${}`", name.value);
    advice(cx, severity, Code(9008), name.loc, message).help("remove it");
}

/// Every assignment comes later.
pub fn assigned_later(cx: &mut Diagnostics, place: Place, name: &str) {
    let message = format!("`${name}` is assigned only by states behind this one: it has no value here");
    cx.error(Code(9003), place, message)
        .help(format!("give `{name}` a first value in a state before this one"));
}

/// `Save` and `save`.
pub fn similar_names(cx: &mut Diagnostics, name: &Text, other: &Text) {
    let message = format!(
        "`{}` and `{}` differ by case or blanks only: one is easily taken for the other",
        name.value, other.value
    );
    cx.warning(Code(1012), name.loc, message).help("choose another name").label(other.loc, "the other one");
}

/// A password in the document.
pub fn secret(cx: &mut Diagnostics, value: Loc) {
    cx.warning(
        Code(11020),
        value,
        "this looks like a secret: whoever may look at the machine or an execution reads it",
    )
    .help("keep it in Secrets Manager, or in the connection of an HTTP Task");
}

/// Longer than a minute.
pub fn http_timeout(cx: &mut Diagnostics, timeout: Loc, limit: f64) {
    let message = format!("an HTTP Task ends after {limit} seconds, whatever this says");
    cx.warning(Code(11018), timeout, message).help("make it shorter");
}

/// `http://`
pub fn plain_http(cx: &mut Diagnostics, endpoint: Loc) {
    cx.warning(Code(11018), endpoint, "an HTTP Task calls `https://` only: the call fails")
        .help("write `https://`");
}

/// `logs` is a prefix of `logs-old`, too.
pub fn prefix_of_siblings(cx: &mut Diagnostics, prefix: Loc) {
    cx.warning(
        Code(10021),
        prefix,
        "without a `/` at its end this is a prefix of other folders, too: their objects are listed as well",
    )
    .help("add the `/`");
}

/// Over before it begins.
pub fn past(cx: &mut Diagnostics, timestamp: &Text) {
    let message = format!("`{}` is past: this never waits", timestamp.value);
    cx.warning(Code(3010), timestamp.loc, message).help("remove the Wait, or take the time from the input");
}

/// `"Seconds": 0`
pub fn no_wait(cx: &mut Diagnostics, seconds: &Number) {
    cx.warning(Code(3010), seconds.loc, "this never waits").help("remove the Wait, or give it some seconds");
}

/// `"id": "a"` in an item of DynamoDB.
pub fn no_attribute_type(cx: &mut Diagnostics, value: Loc) {
    let source = cx.source;
    cx.error(
        Code(11021),
        value,
        "an object is no value of DynamoDB, unless it says its type: the call fails",
    )
    .help_in(
        source,
        "write `{ \"S\": … }`, `{ \"N\": \"…\" }` or the like",
        "write `S(…)`, `N(…)` or the like",
    );
}

/// `"N": 5`
pub fn number_as_number(cx: &mut Diagnostics, value: Loc, number: &str) {
    cx.error(Code(11021), value, "a number of DynamoDB is written as text: the call fails")
        .help(format!("write `\"{number}\"`"));
}

/// `"BOOL": "true"`
pub fn other_attribute_type(cx: &mut Diagnostics, value: Loc, name: &str, words: &str) {
    cx.error(Code(11021), value, format!("`{name}` of DynamoDB is {words}: the call fails"));
}
