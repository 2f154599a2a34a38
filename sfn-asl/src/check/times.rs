//! Times that do not fit together: whatever waits, or is waited for, ends before the execution does.

use super::handlers::{literal, total_delay};
use super::limits;
use super::outline::{Outline, Rules, Site};
use crate::diag::Diagnostics;
use crate::diag::messages::flow as messages;
use crate::machine::{Machine, NumberField, Retrier, StateKind, Task, TextField, Wait, WorkflowType};

const YEAR: f64 = 31_536_000.0;

/// An Express execution takes five minutes.
const EXPRESS_SECONDS: f64 = 300.0;

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    check_machine(cx, outline.machine);
    for site in &outline.sites {
        match &site.state.kind {
            StateKind::Task(task) => check_times(cx, outline, site, task),
            StateKind::Wait(Some(wait)) => check_wait(cx, outline, site, wait),
            _ => {}
        }
        check_schedules(cx, outline, site);
    }
}

// An Express execution is over after five minutes.
fn check_machine(cx: &mut Diagnostics, machine: &Machine) {
    if machine.workflow_type == WorkflowType::Express
        && let Some(timeout) = &machine.timeout_seconds
        && limits::value(timeout).is_some_and(|it| it > EXPRESS_SECONDS)
    {
        messages::express_timeout(cx, timeout.loc, EXPRESS_SECONDS);
    }
}

/// The first year of which a timestamp may still have been meant.
const THIS_YEAR: &str = "2026";

/// The seconds that an execution has, where that is known.
fn execution_seconds(outline: &Outline, site: &Site) -> Option<(f64, bool)> {
    let own = outline.machine.timeout_seconds.as_ref().and_then(limits::value).filter(|it| *it > 0.0);
    match outline.scopes[site.scope].rules {
        Rules::Standard => own.map(|it| (it, false)),
        Rules::Express(_) => Some(match own {
            Some(own) if own < EXPRESS_SECONDS => (own, false),
            _ => (EXPRESS_SECONDS, true),
        }),
        Rules::ExpressChild(_) => Some((EXPRESS_SECONDS, true)),
    }
}

/// Whether the state belongs to the execution whose time it is.
fn is_in_same_execution(outline: &Outline, site: &Site) -> bool {
    let mut scope = Some(site.scope);
    while let Some(at) = scope {
        if outline.scopes[at].is_distributed {
            return false;
        }
        scope = outline.parent(at);
    }
    true
}

// A Task is given no more time than the execution has.
fn check_times(cx: &mut Diagnostics, outline: &Outline, site: &Site, task: &Task) {
    let Some(timeout) = literal(task.timeout.as_ref()) else { return };
    let Some((limit, is_express)) = execution_seconds(outline, site) else { return };
    let place = match &task.timeout {
        Some(NumberField::Literal(number)) => number.loc,
        _ => return,
    };
    if timeout > limit && (is_express || is_in_same_execution(outline, site)) {
        messages::longer_than_execution(cx, place, limit, is_express);
    }
}

// A Wait ends before the execution does.
fn check_wait(cx: &mut Diagnostics, outline: &Outline, site: &Site, wait: &Wait) {
    if let Wait::Timestamp(TextField::Literal(text)) = wait
        && limits::is_timestamp(&text.value)
        && text.value.as_str() < THIS_YEAR
    {
        messages::past(cx, text);
    }
    let Wait::Seconds(NumberField::Literal(seconds)) = wait else { return };
    let Some(value) = limits::value(seconds) else { return };
    if value == 0.0 {
        messages::no_wait(cx, seconds);
    }
    // "Maximum execution time: 1 year"
    if value > YEAR && value <= limits::LONGEST_WAIT && outline.scopes[site.scope].rules == Rules::Standard {
        return messages::waits_too_long(cx, seconds, YEAR, false);
    }
    let Some((limit, is_express)) = execution_seconds(outline, site) else { return };
    if value >= limit && (is_express || is_in_same_execution(outline, site)) {
        messages::waits_too_long(cx, seconds, limit, is_express);
    }
}

// Retries are over before the execution is. Those of errors that pass, which the Developer Guide asks for and the
// language adds, may be cut short.
fn check_schedules(cx: &mut Diagnostics, outline: &Outline, site: &Site) {
    let Some((limit, is_express)) = execution_seconds(outline, site) else { return };
    if !is_express && !is_in_same_execution(outline, site) {
        return;
    }
    let is_standard = |it: &&Retrier| it.error_equals.iter().all(|it| it.value.starts_with("Lambda."));
    for retrier in site.state.retry.iter().flatten().filter(|it| !is_standard(it)) {
        let seconds = total_delay(retrier);
        if seconds > limit {
            messages::retries_too_long(cx, retrier.loc, seconds, limit, is_express);
        }
    }
}
