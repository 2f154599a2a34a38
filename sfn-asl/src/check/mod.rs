//! What is wrong with a machine that could be read: everything the service refuses that is no question of JSON
//! shape, what is proven of the structure and of what flows through it, and what is accepted and can hardly be meant.
//!
//! A check is a rule in English and a loop under it. All of them run, whatever the others found; what could not be
//! read is poison, and whatever depends on it keeps silent. Which path exists, which variable has a value, which loop
//! ends: that is `flow`, over the same outline.

use crate::diag::Diagnostics;
use crate::machine::Machine;

mod advice;
mod calls;
mod choice;
mod errors;
mod fan_out;
pub(crate) mod fleets;
mod flow;
mod graph;
mod habits;
mod handlers;
pub(crate) mod headers;
mod hints;
mod jsonata;
mod limits;
mod literals;
mod maps;
mod names;
mod outline;
mod parameters;
mod paths;
mod queries;
mod regions;
mod retry;
mod rules;
mod sdk;
mod shapes;
mod tasks;
mod templates;
mod times;
mod variables;

#[cfg(test)]
mod tests;

use flow::Assigned;
use outline::Outline;
use variables::Assignments;

/// What the checks cannot see in the machine.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Who wrote it.
    pub source: Source,
    /// The characters of the definition, if it has been written.
    pub length: Option<usize>,
}

pub use crate::diag::Source;
#[cfg(feature = "json")]
pub use errors::not_raised;
#[cfg(feature = "json")]
pub use sdk::describe;

/// Checks a machine. Findings come check by check; the front end sorts them by place.
pub fn machine(cx: &mut Diagnostics, machine: &Machine, options: &Options) {
    // What the front end could not read is missing here, and what follows from that would be no mistake of its own.
    let is_whole = !cx.has_new_errors();
    let outline = Outline::new(machine);
    let assignments = Assignments::new(&outline);
    names::check(cx, &outline);
    graph::check(cx, &outline);
    limits::check(cx, &outline, options.length);
    retry::check(cx, &outline);
    choice::check(cx, &outline);
    maps::check(cx, &outline);
    tasks::check(cx, &outline);
    sdk::check(cx, &outline);
    parameters::check(cx, &outline);
    jsonata::check(cx, &outline);
    variables::check(cx, &outline, &assignments);
    let assigned = is_whole.then(|| {
        handlers::check(cx, &outline, options.source);
        rules::check(cx, &outline);
        templates::check(cx, &outline);
        advice::check(cx, &outline);
        times::check(cx, &outline);
        literals::check(cx, &outline, options.length);
        calls::check(cx, &outline, options.source);
        hints::check(cx, &outline);
        let assigned = flow::check(cx, &outline, &assignments);
        fan_out::check(cx, &outline);
        assigned
    });
    if is_whole {
        variables::check_unread(cx, &outline, &assignments, options.source);
    }
    queries(cx, &outline, &assignments, assigned.as_ref(), options);
    cx.checked();
}

/// The checks of what stands inside paths, intrinsic calls and expressions.
fn queries(
    cx: &mut Diagnostics,
    outline: &Outline,
    assignments: &Assignments,
    assigned: Option<&Assigned>,
    options: &Options,
) {
    for (at, site) in outline.sites.iter().enumerate() {
        let found = queries::of_state(site.state);
        if found.is_empty() {
            if !tasks::check_token(cx, site, &[], options) {
                advice::check_waiting(cx, outline.machine, site, options.source);
            }
            continue;
        }
        let mut analyses = Vec::with_capacity(found.len());
        for it in &found {
            analyses.push(it.query.jsonata().map(crate::query::jsonata::analyse));
        }
        let mut queries = Vec::with_capacity(found.len());
        for (at, found) in found.into_iter().enumerate() {
            let reads = queries::reads(found.query, analyses[at].as_ref());
            queries.push((found, reads));
        }
        for (found, reads) in &queries {
            let before = cx.items().len();
            jsonata::check_expression(cx, site, found);
            jsonata::check_result(cx, found);
            jsonata::advise(cx, found);
            paths::advise(cx, found.query);
            paths::check_context(cx, found.query);
            paths::check_parts(cx, outline, site, found, reads);
            variables::check_reads(cx, outline, assignments, assigned, at, found, reads);
            if cx.items().len() > before && jsonata::is_caught(site.state, found) {
                cx.soften(before);
            }
        }
        if !tasks::check_token(cx, site, &queries, options) {
            advice::check_waiting(cx, outline.machine, site, options.source);
        }
    }
}
