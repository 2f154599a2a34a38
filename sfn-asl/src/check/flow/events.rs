//! How many events the history of an execution has at least.

use super::graph::{Graph, start};
use crate::check::outline::{Outline, Site};
use crate::machine::StateKind;

/// "25,000 events"
pub(super) const HISTORY: usize = 25_000;

/// The fewest events with which `scope` ends well; `None` if no way does. `inner` has the scopes of each state.
pub(super) fn least_events(
    outline: &Outline,
    graph: &Graph,
    inner: &[Vec<usize>],
    scope: usize,
) -> Option<usize> {
    let sites = outline.scopes[scope].sites.clone();
    let first = sites.start;
    let costs: Vec<usize> = sites.clone().map(|it| of_state(outline, graph, inner, it)).collect();
    // By state: the fewest up to its end.
    let mut least: Vec<Option<usize>> = vec![None; sites.len()];
    let start = start(outline, scope)?;
    least[start - first] = Some(costs[start - first]);
    let mut is_changed = true;
    while is_changed {
        is_changed = false;
        for at in sites.clone() {
            let Some(before) = least[at - first] else { continue };
            for edge in &graph.edges[at] {
                let to = edge.to - first;
                let total = before.saturating_add(costs[to]);
                if least[to].is_none_or(|it| total < it) {
                    least[to] = Some(total);
                    is_changed = true;
                }
            }
        }
    }
    let ends_well =
        |site: &Site| site.state.is_terminal() && !matches!(site.state.kind, StateKind::Fail { .. });
    sites.filter(|it| ends_well(&outline.sites[*it])).filter_map(|it| least[it - first]).min()
}

/// A Task is entered, scheduled, started, succeeds and is left; the others are entered and left, or more.
fn of_state(outline: &Outline, graph: &Graph, inner: &[Vec<usize>], site: usize) -> usize {
    match &outline.sites[site].state.kind {
        StateKind::Task(_) => 5,
        StateKind::Map(_) => 4,
        StateKind::Parallel { .. } => {
            let branches = inner[site].iter().filter_map(|it| least_events(outline, graph, inner, *it));
            4 + branches.sum::<usize>()
        }
        _ => 2,
    }
}
