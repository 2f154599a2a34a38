//! Transitions: where they lead, and what no transition leads to.

use super::outline::{Outline, Scope, Target, Transition, needs_next};
use crate::choice::{Choice, Condition, ConditionKind, Operand};
use crate::diag::Diagnostics;
use crate::diag::messages::graph as messages;
use crate::machine::{Next, StateKind};
use crate::query::jsonpath::Root;
use crate::value::{Query, Text};

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    check_targets(cx, outline);
    check_way_out(cx, outline);
    check_terminals(cx, outline);
    check_reachable(cx, outline);
    check_self_transitions(cx, outline);
}

// `StartAt`, `Next`, `Default` and the `Next` of rules and catchers name a state of their own scope.
fn check_targets(cx: &mut Diagnostics, outline: &Outline) {
    for (at, scope) in outline.scopes.iter().enumerate() {
        // An empty scope is one mistake, not two.
        let start = scope.start.iter().filter(|_| !scope.sites.is_empty());
        for transition in start {
            check_target(cx, outline, transition, at);
        }
        for site in &outline.sites[scope.sites.clone()] {
            for transition in &site.transitions {
                check_target(cx, outline, transition, at);
            }
        }
    }
}

fn check_target(cx: &mut Diagnostics, outline: &Outline, transition: &Transition, scope: usize) {
    let name = |site: usize| &outline.sites[site].state.name;
    let here = || outline.describe(scope);
    match transition.target {
        Target::Here(_) | Target::Open => {}
        Target::Elsewhere(site) => {
            let there = outline.describe(outline.sites[site].scope);
            messages::target_elsewhere(cx, transition.name, &here(), &there, name(site).loc);
        }
        Target::Near(site) => messages::unknown_target(cx, transition.name, &here(), Some(&name(site).value)),
        Target::Nowhere => messages::unknown_target(cx, transition.name, &here(), None),
    }
}

// Every state but Choice, Succeed and Fail says where to go on.
fn check_way_out(cx: &mut Diagnostics, outline: &Outline) {
    for site in &outline.sites {
        if matches!(site.state.next, Next::None) && needs_next(site.state) {
            messages::no_way_out(cx, site.state.loc, &site.state.name.value, site.state.kind.name());
        }
    }
}

// The machine's own states include one that ends. The service does not ask this of inner scopes, but they never end
// without one. Where a name leads nowhere, the last state may be the one that was meant; where `End` was refused, it
// may be the one that had it.
fn check_terminals(cx: &mut Diagnostics, outline: &Outline) {
    if cx.items().iter().any(|it| it.code == messages::NO_WAY_OUT) {
        return;
    }
    for (at, scope) in outline.scopes.iter().enumerate() {
        let mut states = outline.sites[scope.sites.clone()].iter();
        if scope.gaps > 0 || scope.sites.is_empty() || states.any(|it| it.state.is_terminal()) {
            continue;
        }
        match scope.owner {
            None => messages::no_terminal(cx, scope.body.loc),
            Some(_) => messages::no_terminal_inside(cx, scope.body.loc, &outline.describe(at)),
        }
    }
}

// Every state can be reached from `StartAt` of its scope. What lies behind an unreachable state is not reported
// again, nor what a misspelt name was meant to lead to.
fn check_reachable(cx: &mut Diagnostics, outline: &Outline) {
    let mut seen = vec![false; outline.sites.len()];
    for scope in &outline.scopes {
        let first = scope.start.and_then(destination);
        let Some(first) = first else { continue };
        walk(outline, first, &mut seen);
        let mut unseen: Vec<usize> = Vec::new();
        for site in scope.sites.clone() {
            if !seen[site] && outline.owns_its_name(site) {
                unseen.push(site);
            }
        }
        if unseen.is_empty() {
            continue;
        }
        let mut is_behind = vec![false; scope.sites.len()];
        for site in &unseen {
            for target in destinations(outline, *site).filter(|it| it != site) {
                is_behind[target - scope.sites.start] = true;
            }
        }
        let mut roots = Vec::new();
        for site in &unseen {
            if !is_behind[site - scope.sites.start] {
                roots.push(*site);
            }
        }
        if !roots.is_empty() && roots.len() <= lost(outline, scope) {
            continue;
        }
        // What is left after the roots goes round in circles: its first state stands for it.
        roots.append(&mut unseen);
        for site in roots {
            if !seen[site] {
                let followers = walk(outline, site, &mut seen) - 1;
                let start = scope.start.map(|it| it.name.value.as_str());
                messages::unreachable(cx, &outline.sites[site].state.name, start, followers);
            }
        }
    }
}

/// Names of `scope` that lead nowhere and resemble none: each may have been meant for one unreachable state.
fn lost(outline: &Outline, scope: &Scope) -> usize {
    let mut lost = scope.gaps;
    for site in &outline.sites[scope.sites.clone()] {
        for transition in &site.transitions {
            lost -= usize::from(matches!(transition.target, Target::Near(_) | Target::Elsewhere(_)));
        }
    }
    lost
}

fn destination(transition: Transition) -> Option<usize> {
    match transition.target {
        Target::Here(site) | Target::Near(site) => Some(site),
        _ => None,
    }
}

fn destinations(outline: &Outline, site: usize) -> impl Iterator<Item = usize> {
    outline.sites[site].transitions.iter().filter_map(|it| destination(*it))
}

/// Marks `site` and all that it leads to, and counts them.
fn walk(outline: &Outline, site: usize, seen: &mut [bool]) -> usize {
    let mut count = 0;
    let mut todo = vec![site];
    while let Some(site) = todo.pop() {
        if !std::mem::replace(&mut seen[site], true) {
            count += 1;
            todo.extend(destinations(outline, site));
        }
    }
    count
}

// A Pass that leads to itself never leaves. Nor does a Choice that comes back the same way with the same input and
// variables, as its conditions would then give the same answer; unless they look at the context object, where time
// passes.
fn check_self_transitions(cx: &mut Diagnostics, outline: &Outline) {
    for site in &outline.sites {
        let state = site.state;
        // Of two states with one name it is not known which was meant.
        if outline.named(&state.name.value).nth(1).is_some() {
            continue;
        }
        let is_own = |it: &&Text| it.value == state.name.value;
        match &state.kind {
            StateKind::Pass { .. } => {
                if let Next::Next(target) = &state.next
                    && is_own(&target)
                {
                    messages::leads_to_itself(cx, target, "Pass");
                }
            }
            StateKind::Choice(choice) => {
                if state.input_path.is_some() || state.output_path.is_some() || !is_timeless(choice) {
                    continue;
                }
                for rule in &choice.rules {
                    if let Some(target) = rule.next.as_ref().filter(is_own)
                        && rule.assign.is_none()
                        && rule.output.is_none()
                    {
                        messages::leads_to_itself(cx, target, "Choice");
                    }
                }
                if let Some(target) = choice.default.as_ref().filter(is_own)
                    && state.assign.is_none()
                    && state.output.is_none()
                {
                    messages::leads_to_itself(cx, target, "Choice");
                }
            }
            _ => {}
        }
    }
}

pub(super) fn is_timeless(choice: &Choice) -> bool {
    choice.rules.iter().all(|it| is_timeless_condition(&it.condition))
}

fn is_timeless_condition(condition: &Condition) -> bool {
    let is_timeless_path = |it: &Query| it.path().is_some_and(|it| it.root != Root::Context);
    match &condition.kind {
        ConditionKind::And(items) | ConditionKind::Or(items) => items.iter().all(is_timeless_condition),
        ConditionKind::Not(inner) => is_timeless_condition(inner),
        ConditionKind::Compare { variable, operand, .. } => {
            is_timeless_path(variable)
                && match operand {
                    Operand::Path(path) => is_timeless_path(path),
                    _ => true,
                }
        }
        ConditionKind::Literal(_) => true,
        ConditionKind::Jsonata(_) | ConditionKind::Invalid => false,
    }
}
