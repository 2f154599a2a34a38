//! Retry and Catch: entries that are never taken, and retries that do no good.

use super::errors::{self, Wrong};
use super::outline::{Outline, Site, Target};
use super::retry::{ALL, RUNTIME};
use super::{Source, limits};
use crate::diag::messages::retry as messages;
use crate::diag::{Code, Diagnostics, Severity};
use crate::machine::{Catcher, Map, NumberField, QueryLanguage, Retrier, State, StateKind, TextField};
use crate::resource::{Call, Pattern, Resource};
use crate::value::{Text, is_open};

const TASK_FAILED: &str = "States.TaskFailed";

/// What `States.TaskFailed` does not match, or may not.
const NOT_TASK_FAILED: &[&str] =
    &[ALL, RUNTIME, TASK_FAILED, "States.Timeout", "States.HeartbeatTimeout", "States.DataLimitExceeded"];

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline, source: Source) {
    let mut right = Vec::new();
    for site in &outline.sites {
        let retry = site.state.retry.as_deref().unwrap_or_default();
        let catch = site.state.catch.as_deref().unwrap_or_default();
        if let StateKind::Fail { error: Some(TextField::Literal(name)), .. } = &site.state.kind
            && name.value.starts_with("States.")
        {
            messages::reserved_error(cx, name);
        }
        if retry.is_empty() && catch.is_empty() {
            continue;
        }
        let retried: Vec<&[Text]> = retry.iter().map(|it| it.error_equals.as_slice()).collect();
        let caught: Vec<&[Text]> = catch.iter().map(|it| it.error_equals.as_slice()).collect();
        for entries in [&retried, &caught] {
            check_shadowed(cx, entries);
            for names in entries {
                check_possible(cx, site, names, &mut right);
            }
        }
        check_retries(cx, retry);
        check_all_over_again(cx, site.state, source);
        check_straight_back(cx, outline, site, catch);
    }
    check_transient(cx, outline, source);
}

// The first entry that matches is taken.
fn check_shadowed(cx: &mut Diagnostics, entries: &[&[Text]]) {
    let mut seen: Vec<&Text> = Vec::new();
    for names in entries {
        let before = seen.len();
        for name in *names {
            if is_open(&name.value) {
                continue;
            }
            if let Some(first) = seen.iter().find(|it| it.value == name.value) {
                messages::matched_before(cx, name, first.loc);
            } else if let Some(wildcard) = seen[..before].iter().find(|it| it.value == TASK_FAILED)
                && !NOT_TASK_FAILED.contains(&name.value.as_str())
            {
                messages::matched_by_task_failed(cx, name, wildcard.loc);
            } else {
                seen.push(name);
            }
        }
    }
}

// An entry names an error that can occur. One that cannot does no harm beside one that can, unless it shows that the
// author meant another.
//
// `right`: a few errors of calls of which that is known, as many calls have the same retrier.
fn check_possible<'a>(
    cx: &mut Diagnostics,
    site: &Site<'a>,
    names: &'a [Text],
    right: &mut Vec<(&'a str, &'a str)>,
) {
    let mut impossible = Vec::with_capacity(names.len());
    for name in names {
        let name = name.value.as_str();
        let call = match &site.state.kind {
            StateKind::Task(task) if !name.starts_with("States.") => {
                Some((task.resource.value.as_str(), name))
            }
            _ => None,
        };
        if call.is_some_and(|it| right.contains(&it)) {
            impossible.push(None);
            continue;
        }
        let found = self::impossible(site, name);
        if let (Some(call), None) = (call, &found)
            && right.len() < 16
        {
            right.push(call);
        }
        impossible.push(found);
    }
    let is_dead = impossible.iter().all(Option::is_some);
    for (name, impossible) in names.iter().zip(impossible) {
        match impossible {
            None => {}
            Some(Impossible::Error(Wrong::OfAnother(expected))) => {
                let prefix = name.value.split('.').next().unwrap_or_default();
                let meant = expected.map(|it| Wrong::meant(it.0, it.1, &name.value));
                messages::error_of_another(cx, name, prefix, expected.map(|it| it.0), meant);
            }
            Some(Impossible::Error(Wrong::Unknown(near))) => messages::unknown_error(cx, name, near),
            Some(Impossible::NoTimeout(code, field)) if is_dead => {
                messages::no_timeout_to_handle(cx, Code(code), name, field);
            }
            Some(Impossible::Never(code, why)) if is_dead => {
                messages::cannot_occur(cx, Code(code), name, why)
            }
            Some(_) => {}
        }
    }
}

/// Whether no error that the state can end with leads to its catcher at `at`.
pub(super) fn is_never_taken(site: &Site, catch: &[Catcher], at: usize) -> bool {
    let takes = |taken: &str, name: &str| {
        taken == name || taken == ALL || taken == TASK_FAILED && !NOT_TASK_FAILED.contains(&name)
    };
    let is_taken_before =
        |name: &str| catch[..at].iter().any(|it| it.error_equals.iter().any(|it| takes(&it.value, name)));
    let is_dead = |name: &Text| {
        let is_known = !is_open(&name.value);
        is_known
            && (name.value == RUNTIME
                || impossible(site, &name.value).is_some()
                || is_taken_before(&name.value))
    };
    let names = &catch[at].error_equals;
    !names.is_empty() && names.iter().all(is_dead)
}

enum Impossible {
    /// What is called does not raise it.
    Error(Wrong),
    NoTimeout(u16, &'static str),
    Never(u16, &'static str),
}

fn impossible(site: &Site, name: &str) -> Option<Impossible> {
    use Impossible::*;
    if is_open(name) {
        return None;
    }
    let map = match &site.state.kind {
        StateKind::Task(task) => {
            return match name {
                "States.Timeout" if task.timeout.is_none() && task.heartbeat.is_none() => {
                    Some(NoTimeout(4009, "TimeoutSeconds"))
                }
                "States.HeartbeatTimeout" if task.heartbeat.is_none() => {
                    Some(NoTimeout(4010, "HeartbeatSeconds"))
                }
                "States.ExceedToleratedFailureThreshold"
                | "States.ItemReaderFailed"
                | "States.ResultWriterFailed" => Some(Never(4011, "only a distributed Map raises it")),
                "States.QueryEvaluationError" if site.language == QueryLanguage::JsonPath => {
                    Some(Never(4012, "only a JSONata state raises it"))
                }
                "States.IntrinsicFailure"
                | "States.ParameterPathFailure"
                | "States.ResultPathMatchFailure"
                    if site.language == QueryLanguage::Jsonata =>
                {
                    Some(Never(4012, "only a JSONPath state raises it"))
                }
                "States.NoChoiceMatched" => {
                    Some(Never(4014, "only a Choice raises it, and only Parallel and Map see that"))
                }
                "States.BranchFailed" => Some(Never(4013, "a Task has no branches")),
                _ => errors::wrong(site.resource.as_ref()?, name).map(Error),
            };
        }
        StateKind::Parallel { .. } if name == "States.BranchFailed" => {
            return Some(Never(4013, "the service reports the error of the branch itself"));
        }
        StateKind::Map(map) if !has_map(&map.processor.states) => map,
        _ => return None,
    };
    of_map(map, name)
}

fn of_map(map: &Map, name: &str) -> Option<Impossible> {
    use Impossible::Never;
    match name {
        "States.ExceedToleratedFailureThreshold" if !map.is_distributed() => {
            Some(Never(4011, "only a distributed Map raises it"))
        }
        "States.ItemReaderFailed" if map.item_reader.is_none() => {
            Some(Never(4011, "this Map has no `ItemReader`"))
        }
        "States.ResultWriterFailed" if map.result_writer.is_none() => {
            Some(Never(4011, "this Map has no `ResultWriter`"))
        }
        _ => None,
    }
}

fn has_map(states: &[State]) -> bool {
    states.iter().any(|it| {
        matches!(it.kind, StateKind::Map(_)) || it.bodies().iter().any(|body| has_map(&body.states))
    })
}

/// Errors that come again.
fn is_permanent(name: &str) -> bool {
    name == "States.Permissions"
        || name.split_once('.').is_some_and(|(prefix, error)| {
            matches!(
                error,
                "AccessDeniedException"
                    | "ValidationException"
                    | "ConditionalCheckFailedException"
                    | "NoSuchKeyException"
                    | "NoSuchBucketException"
            ) && errors::is_service(prefix)
        })
}

fn check_retries(cx: &mut Diagnostics, retry: &[Retrier]) {
    for (at, retrier) in retry.iter().enumerate() {
        let number = |it: &Option<crate::value::Number>| it.as_ref().and_then(limits::value);
        let attempts = number(&retrier.max_attempts).unwrap_or(3.0);
        if let (true, Some(jitter)) = (attempts == 0.0, &retrier.jitter_strategy) {
            messages::nothing_to_spread(cx, jitter.loc);
        }
        if let (true, Some(rate)) = (attempts == 1.0, &retrier.backoff_rate) {
            messages::nothing_to_back_off(cx, rate.loc);
        }
        if let Some(field) = retrier.max_attempts.as_ref().filter(|_| attempts == 0.0) {
            let is_last = at + 1 == retry.len();
            if is_last && retrier.error_equals.iter().any(|it| it.value == ALL) {
                messages::no_attempts(cx, field.loc);
            }
            continue;
        }
        for name in retrier.error_equals.iter().filter(|it| is_permanent(&it.value)) {
            messages::retried_in_vain(cx, name);
        }
        let interval = number(&retrier.interval_seconds).unwrap_or(1.0);
        match &retrier.max_delay_seconds {
            Some(delay) => {
                // Less than a second is refused.
                if limits::value(delay).is_some_and(|it| (1.0..interval).contains(&it)) {
                    messages::delay_below_interval(cx, delay.loc);
                }
            }
            None => {
                let days = total_delay(retrier) / 86_400.0;
                // Whoever asks for a thousand attempts, or for months between them, has thought about it.
                if days > 7.0 && attempts <= 1_000.0 && interval < 86_400.0 {
                    messages::sleeps_long(cx, retrier.loc, days.min(36_500.0));
                }
            }
        }
    }
}

/// Seconds that the delays of a retrier are, if it makes all of its attempts.
pub(super) fn total_delay(retrier: &Retrier) -> f64 {
    let number = |it: &Option<crate::value::Number>, usual| it.as_ref().map_or(Some(usual), limits::value);
    let (Some(interval), Some(rate), Some(attempts)) = (
        number(&retrier.interval_seconds, 1.0),
        number(&retrier.backoff_rate, 2.0),
        number(&retrier.max_attempts, 3.0),
    ) else {
        return 0.0;
    };
    let cap = retrier.max_delay_seconds.as_ref().and_then(limits::value).unwrap_or(f64::INFINITY);
    // The delays grow until they reach the cap, and stay. A negative number of attempts is refused elsewhere.
    let growing = match (cap / interval).ln() / rate.ln() {
        steps if rate > 1.0 && steps.is_finite() => steps.ceil().max(0.0).min(attempts),
        _ => attempts,
    };
    let geometric = if rate == 1.0 {
        interval.min(cap) * growing
    } else {
        interval * (rate.powf(growing) - 1.0) / (rate - 1.0)
    };
    geometric + (attempts - growing) * cap.min(f64::MAX)
}

// Who retries is who fails. Whether parts may be repeated by themselves is not in the definition: in a machine that is
// built again and again this is advice for those who ask.
fn check_all_over_again(cx: &mut Diagnostics, state: &State, source: Source) {
    let Some(first) = state.retry.as_ref().and_then(|it| it.first()) else { return };
    if source != Source::Document && !cx.wants_hints() {
        return;
    }
    let (mut has_tasks, mut is_any_retried) = (false, false);
    for body in state.bodies() {
        for inner in &body.states {
            if matches!(inner.kind, StateKind::Task(_)) {
                has_tasks = true;
                is_any_retried |= inner.retry.as_ref().is_some_and(|it| !it.is_empty());
            }
        }
    }
    if has_tasks && !is_any_retried && first.max_attempts.as_ref().and_then(limits::value) != Some(0.0) {
        let severity = if source == Source::Document { Severity::Warning } else { Severity::Hint };
        messages::all_over_again(cx, first.loc, severity);
    }
}

// A catcher of everything does not lead straight back.
fn check_straight_back(cx: &mut Diagnostics, outline: &Outline, site: &Site, catch: &[Catcher]) {
    let is_wide = |it: &&Catcher| it.error_equals.iter().any(|it| it.value == ALL || it.value == TASK_FAILED);
    for catcher in catch.iter().filter(is_wide) {
        let Some(target) = &catcher.next else { continue };
        let mut name = target;
        // Passes that change nothing do not count.
        for _ in 0..4 {
            if name.value == site.state.name.value {
                messages::caught_by_itself(cx, target);
                break;
            }
            let Some(found) = outline.state_in(site.scope, &name.value) else { break };
            let found = &outline.sites[found];
            match (&found.state.kind, found.transitions.as_slice()) {
                (StateKind::Pass { result: None }, [next])
                    if matches!(next.target, Target::Here(_))
                        && found.state.assign.is_none()
                        && found.state.arguments.is_none()
                        && found.state.output.is_none() =>
                {
                    name = next.name;
                }
                _ => break,
            }
        }
    }
}

// Calls of functions are retried when the service is at fault. In a machine that is built again and again this is
// advice for those who ask.
fn check_transient(cx: &mut Diagnostics, outline: &Outline, source: Source) {
    let severity = match source {
        Source::Document => Severity::Warning,
        Source::Macro => Severity::Hint,
    };
    if severity == Severity::Hint && !cx.wants_hints() {
        return;
    }
    let is_bare = |site: &&Site| {
        let is_function = match site.resource {
            Some(Resource::Lambda { .. }) => true,
            Some(Resource::Integration(Call { service: "lambda", pattern, .. })) => {
                pattern == Some(Pattern::RequestResponse)
            }
            _ => false,
        };
        // An owner that retries runs it again.
        let is_retried = |state: &State| state.retry.as_ref().is_some_and(|it| !it.is_empty());
        let mut scope = Some(site.scope);
        let mut is_retried_outside = false;
        while let Some(owner) = scope.and_then(|it| outline.scopes[it].owner) {
            is_retried_outside |= is_retried(outline.sites[owner].state);
            scope = Some(outline.sites[owner].scope);
        }
        is_function && !is_retried(site.state) && !is_retried_outside
    };
    let mut bare = outline.sites.iter().filter(is_bare);
    if severity == Severity::Hint {
        // Asked for, perhaps, for one of them.
        return bare.for_each(|it| messages::transient_lambda_errors(cx, it.state.name.loc, 0, severity));
    }
    if let Some(first) = bare.next() {
        messages::transient_lambda_errors(cx, first.state.name.loc, bare.count(), severity);
    }
}

/// A number in the document.
pub(super) fn literal(field: Option<&NumberField>) -> Option<f64> {
    match field {
        Some(NumberField::Literal(number)) => limits::value(number),
        _ => None,
    }
}
