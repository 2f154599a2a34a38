//! Retry and Catch.

use super::names::check_one_of;
use super::outline::Outline;
use crate::diag::messages::retry as messages;
use crate::diag::{Diagnostics, Loc, suggest};
use crate::value::{Text, is_open};

pub(super) const ALL: &str = "States.ALL";

/// The errors that the service raises itself. Developer Guide, "Error names".
const ERRORS: &[&str] = &[
    ALL,
    "States.TaskFailed",
    "States.Timeout",
    "States.HeartbeatTimeout",
    "States.Permissions",
    "States.QueryEvaluationError",
    "States.IntrinsicFailure",
    "States.ParameterPathFailure",
    "States.ResultPathMatchFailure",
    "States.NoChoiceMatched",
    "States.BranchFailed",
    "States.ExceedToleratedFailureThreshold",
    "States.ItemReaderFailed",
    "States.ResultWriterFailed",
    "States.DataLimitExceeded",
    "States.Http.Socket",
    RUNTIME,
];

pub(super) const RUNTIME: &str = "States.Runtime";

/// The status follows: `States.Http.StatusCode.404`.
const HTTP_STATUS: &str = "States.Http.StatusCode.";

/// A retrier or a catcher.
struct Entry<'a> {
    loc: Loc,
    errors: &'a [Text],
}

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    for site in &outline.sites {
        if let Some(retry) = &site.state.retry {
            let entries = retry.iter().map(|it| Entry { loc: it.loc, errors: &it.error_equals });
            check_entries(cx, &entries.collect::<Vec<_>>(), "retrier");
            check_jitter(cx, retry);
        }
        if let Some(catch) = &site.state.catch {
            let entries = catch.iter().map(|it| Entry { loc: it.loc, errors: &it.error_equals });
            check_entries(cx, &entries.collect::<Vec<_>>(), "catcher");
        }
    }
}

fn check_entries(cx: &mut Diagnostics, entries: &[Entry], kind: &str) {
    check_all_alone(cx, entries);
    check_all_last(cx, entries, kind);
    check_names(cx, entries);
}

// `States.ALL` stands alone.
fn check_all_alone(cx: &mut Diagnostics, entries: &[Entry]) {
    for entry in entries.iter().filter(|it| it.errors.len() > 1) {
        if let Some(all) = entry.errors.iter().find(|it| it.value == ALL) {
            messages::all_with_others(cx, all);
        }
    }
}

// `States.ALL` stands in the last entry: nothing behind it could be reached.
fn check_all_last(cx: &mut Diagnostics, entries: &[Entry], kind: &str) {
    for pair in entries.windows(2) {
        let [entry, next] = pair else { continue };
        if let Some(all) = entry.errors.iter().find(|it| it.value == ALL) {
            messages::all_not_last(cx, all, kind, next.loc);
        }
    }
}

// Names that start with `States.` are the service's own. It accepts others, but never raises them.
fn check_names(cx: &mut Diagnostics, entries: &[Entry]) {
    for name in entries.iter().flat_map(|it| it.errors) {
        let text = name.value.as_str();
        if text == RUNTIME {
            messages::never_handled(cx, name);
        } else if is_reserved(text)
            && !ERRORS.contains(&text)
            && !text.starts_with(HTTP_STATUS)
            && !is_open(text)
        {
            messages::no_such_error(cx, name, suggest::nearest(text, ERRORS.iter().copied()));
        }
    }
}

fn is_reserved(name: &str) -> bool {
    let prefix = name.split('.').next().unwrap_or(name);
    prefix.len() < name.len()
        && (prefix.eq_ignore_ascii_case("States") || prefix.eq_ignore_ascii_case("State"))
}

fn check_jitter(cx: &mut Diagnostics, retry: &[crate::machine::Retrier]) {
    for retrier in retry {
        check_one_of(cx, "JitterStrategy", retrier.jitter_strategy.as_ref(), &["FULL", "NONE"]);
    }
}
