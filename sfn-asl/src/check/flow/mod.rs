//! What flows through a machine: control, data and variables.
//!
//! The graph is made once. Loops are its strongly connected parts; which variables have a value, and what is known of
//! the document, are found by going round until nothing new is learnt, which the bounds on what is remembered make a
//! matter of few rounds. Where a name leads nowhere, or something could not be read, nothing is said.

mod assigned;
mod conditions;
mod data;
mod eval;
mod graph;
mod loops;
mod reads;
mod results;
mod shape;

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
    data::check(cx, outline, &graph);
    Assigned::new(outline, assignments, graph)
}
