//! Advice on habits: names that say nothing, defaults spelled out, loops that wait for a job, and failures that cannot be
//! caught where they are.

use super::flow::cyclic;
use super::outline::{Outline, Site};
use super::queries;
use crate::catalog;
use crate::diag::Diagnostics;
use crate::diag::messages::habits as messages;
use crate::machine::{PathField, State, StateKind};
use crate::query::jsonata;
use crate::resource::{Pattern, Resource};

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    for site in &outline.sites {
        check_words(cx, site.state);
        check_defaults(cx, site.state);
        check_uncaught(cx, site);
    }
    check_polls(cx, outline);
}

// A name and a comment say something.
fn check_words(cx: &mut Diagnostics, state: &State) {
    let name = &state.name;
    let rest = ["State", "Step", "Task", "Pass"].into_iter().find_map(|it| name.value.strip_prefix(it));
    if rest.is_some_and(|it| !it.is_empty() && it.trim_start().bytes().all(|it| it.is_ascii_digit())) {
        messages::says_nothing(cx, name);
    }
    if let Some(comment) = state.comment.as_ref().filter(|it| it.value.trim().is_empty()) {
        messages::empty_comment(cx, comment.loc);
    }
}

// What holds without it is not written.
fn check_defaults(cx: &mut Diagnostics, state: &State) {
    for (field, path) in [("InputPath", &state.input_path), ("OutputPath", &state.output_path)] {
        if let Some(PathField::Path(query)) = path
            && query.as_written() == "$"
        {
            messages::default_path(cx, query.text.loc, field);
        }
    }
    if let StateKind::Map(map) = &state.kind
        && super::handlers::literal(map.max_concurrency.as_ref()) == Some(0.0)
    {
        messages::no_concurrency_limit(cx, state.name.loc, map.is_distributed());
    }
}

/// Functions of JSONata that fail for some texts.
const FAIL_FOR_TEXTS: &[&str] = &["parse", "number", "toMillis", "single", "error", "assert"];

// What may fail is computed where the failure can be caught.
fn check_uncaught(cx: &mut Diagnostics, site: &Site) {
    if !matches!(site.state.kind, StateKind::Pass { .. } | StateKind::Wait(_) | StateKind::Choice(_)) {
        return;
    }
    for found in queries::of_state(site.state) {
        let Some(expr) = found.query.jsonata() else { continue };
        let analysis = jsonata::analyse(expr);
        if let Some(call) = analysis.calls.iter().find(|it| FAIL_FOR_TEXTS.contains(&it.name.as_str())) {
            messages::cannot_be_caught(cx, found.query.place(call.range.clone()), &call.name);
        }
    }
}

// Who waits for a job lets the service wait.
fn check_polls(cx: &mut Diagnostics, outline: &Outline) {
    let job_of = |site: &Site| {
        let Some(Resource::Sdk(call)) = &site.resource else { return None };
        let is_asked = |it: &catalog::Action| {
            let job = it.job.and_then(|it| it.0.split_once(':'));
            job == Some((call.service, call.action)) && it.name != call.action
        };
        for service in catalog::services() {
            if let Some(action) = service.actions.iter().find(|it| is_asked(it)) {
                let pattern = if action.offers(Pattern::Sync) { "sync" } else { "sync:2" };
                return Some((service.name, action.name, pattern));
            }
        }
        None
    };
    // Most machines have no loop around such a call.
    let mut is_cyclic = None;
    for (at, site) in outline.sites.iter().enumerate() {
        if let (Some((service, action, pattern)), StateKind::Task(task)) = (job_of(site), &site.state.kind)
            && is_cyclic.get_or_insert_with(|| cyclic(outline))[at]
        {
            messages::waits_by_itself(cx, task.resource.loc, service, action, pattern);
        }
    }
}
