//! Where errors lead: states that none of them reaches, and catchers behind which nothing is left of one.

use super::graph::{EdgeKind, Graph, start};
use crate::check::handlers::is_never_taken;
use crate::check::outline::{Outline, Site, Target};
use crate::check::retry::ALL;
use crate::diag::Diagnostics;
use crate::diag::messages::graph as messages;
use crate::machine::{Catcher, PathField, QueryLanguage, StateKind};
use crate::value::{Query, Value, is_open};

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline, graph: &Graph) {
    let catches = |it: &Site| it.state.catch.as_ref().is_some_and(|it| !it.is_empty());
    if !outline.sites.iter().any(catches) {
        return;
    }
    check_dead(cx, outline, graph);
    for site in &outline.sites {
        for catcher in site.state.catch.iter().flatten() {
            check_swallowed(cx, outline, site, catcher);
        }
    }
}

// Whoever is told of an error that never comes is told, too, of the state that only this error leads to.
fn check_dead(cx: &mut Diagnostics, outline: &Outline, graph: &Graph) {
    let mut is_live = vec![false; outline.sites.len()];
    let mut dead: Vec<(usize, usize, usize)> = Vec::new();
    let mut todo: Vec<usize> = (0..outline.scopes.len()).filter_map(|it| start(outline, it)).collect();
    while let Some(at) = todo.pop() {
        if std::mem::replace(&mut is_live[at], true) {
            continue;
        }
        let site = &outline.sites[at];
        for edge in &graph.edges[at] {
            match (edge.kind, &site.state.catch) {
                (EdgeKind::Catch(entry), Some(catch)) if is_never_taken(site, catch, entry) => {
                    dead.push((edge.to, at, entry));
                }
                _ => todo.push(edge.to),
            }
        }
    }
    let mut reported: Vec<usize> = Vec::new();
    for (to, from, entry) in dead {
        let scope = &outline.scopes[outline.sites[to].scope];
        if is_live[to] || !graph.is_reached[from] || scope.gaps > 0 || reported.contains(&to) {
            continue;
        }
        reported.push(to);
        if let Some(catcher) = outline.sites[from].state.catch.iter().flatten().nth(entry) {
            messages::dead_handler(cx, &outline.sites[to].state.name, &catcher.error_equals);
        }
    }
}

// Whoever catches everything and ends well leaves a trace of what went wrong.
fn check_swallowed(cx: &mut Diagnostics, outline: &Outline, site: &Site, catcher: &Catcher) {
    let all = catcher.error_equals.iter().find(|it| it.value == ALL);
    let (Some(all), true) = (all, drops_error(site, catcher)) else { return };
    let Some(mut next) = catcher.next.as_ref() else { return };
    // Passes that change nothing do not count.
    for _ in 0..4 {
        let Some(found) = outline.state_in(site.scope, &next.value) else { return };
        let found = &outline.sites[found];
        let state = found.state;
        let is_bare = state.assign.is_none() && state.arguments.is_none() && state.output.is_none();
        match (&state.kind, found.transitions.as_slice()) {
            (StateKind::Succeed, _) if is_bare => return messages::swallowed(cx, all.loc, state.name.loc),
            (StateKind::Pass { result: None }, []) if is_bare && state.input_path.is_none() => {
                return messages::swallowed(cx, all.loc, state.name.loc);
            }
            (StateKind::Pass { result: None }, [to]) if is_bare && matches!(to.target, Target::Here(_)) => {
                next = to.name;
            }
            _ => return,
        }
    }
}

/// Whether nothing of the error goes on.
fn drops_error(site: &Site, catcher: &Catcher) -> bool {
    if catcher.assign.is_some() {
        return false;
    }
    match site.language {
        QueryLanguage::JsonPath => matches!(catcher.result_path, Some(PathField::Null(_))),
        QueryLanguage::Jsonata => catcher.output.as_ref().is_some_and(|it| !reads_error(it)),
    }
}

fn reads_error(output: &Value) -> bool {
    let reads = |query: &Query| {
        let text = &query.text.value;
        is_open(text) || text.contains("errorOutput") || !text.contains("$states.")
    };
    let mut found = false;
    output.each_query(&mut |it| found |= reads(it));
    found
}
