//! What flows through a machine: control, data and variables.
//!
//! The graph is made once. Loops are its strongly connected parts; which variables have a value, and what is known of
//! the document, are found by going round until nothing new is learnt, which the bounds on what is remembered make a
//! matter of few rounds. Where a name leads nowhere, or something could not be read, nothing is said.

mod assigned;
mod conditions;
mod data;
mod eval;
mod events;
mod fields;
mod graph;
mod kept;
mod loops;
mod reach;
mod reads;
mod results;
mod shape;
mod values;

use super::outline::Outline;
use super::variables::Assignments;
use crate::diag::Diagnostics;

pub(super) use assigned::Assigned;
use graph::Graph;

/// Finds loops that do not end and paths that do not exist; returns which variables have a value where.
pub(super) fn check<'a>(
    cx: &mut Diagnostics,
    outline: &Outline<'a>,
    assignments: &Assignments<'a>,
) -> Assigned<'a> {
    let graph = Graph::new(outline);
    loops::check(cx, outline, &graph);
    reach::check(cx, outline, &graph);
    let results = results::of_states(outline);
    fields::check(cx, outline, &graph, &results);
    kept::check(cx, outline, &graph, &results);
    data::check(cx, outline, &graph, results, assignments);
    Assigned::new(outline, assignments, graph)
}

/// By state: whether a way from it leads back to it.
pub(super) fn cyclic(outline: &Outline) -> Vec<bool> {
    let graph = Graph::new(outline);
    let mut is_cyclic = vec![false; outline.sites.len()];
    for at in graph.cycles(&|it| graph.is_reached[it], &|_| true).into_iter().flatten() {
        is_cyclic[at] = true;
    }
    is_cyclic
}
