//! The control-flow graph: every transition, and what takes it.

use crate::check::outline::{Outline, Target};
use crate::machine::{Next, StateKind};
use crate::sort::sorted;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum EdgeKind {
    Next,
    /// The rule at this position.
    Rule(usize),
    Default,
    /// The catcher at this position.
    Catch(usize),
}

#[derive(Clone, Copy)]
pub(super) struct Edge {
    pub to: usize,
    pub kind: EdgeKind,
}

pub(super) struct Graph {
    /// By state.
    pub edges: Vec<Vec<Edge>>,
    /// An order in which whatever comes before a state, but for loops, stands before it. What has scopes inside stands
    /// before and behind them. What is not reached is missing.
    pub order: Vec<usize>,
    /// By state: whether it is reached.
    pub is_reached: Vec<bool>,
}

impl Graph {
    pub fn new(outline: &Outline) -> Graph {
        let mut edges = Vec::with_capacity(outline.sites.len());
        for site in &outline.sites {
            // In the order of `State::targets`, which the transitions follow.
            let mut own = Vec::with_capacity(site.transitions.len());
            let mut at = 0;
            let mut add = |kind: EdgeKind| {
                if let Target::Here(to) = site.transitions[at].target {
                    own.push(Edge { to, kind });
                }
                at += 1;
            };
            if let StateKind::Choice(choice) = &site.state.kind {
                for (at, rule) in choice.rules.iter().enumerate() {
                    if rule.next.is_some() {
                        add(EdgeKind::Rule(at));
                    }
                }
                if choice.default.is_some() {
                    add(EdgeKind::Default);
                }
            }
            if matches!(site.state.next, Next::Next(_)) {
                add(EdgeKind::Next);
            }
            if let Some(catchers) = &site.state.catch {
                for (at, catcher) in catchers.iter().enumerate() {
                    if catcher.next.is_some() {
                        add(EdgeKind::Catch(at));
                    }
                }
            }
            edges.push(own);
        }
        let mut is_reached = vec![false; outline.sites.len()];
        let mut graph =
            Graph { edges, order: Vec::with_capacity(outline.sites.len()), is_reached: Vec::new() };
        if !outline.scopes.is_empty() {
            let mut inner = vec![Vec::new(); outline.sites.len()];
            for (at, scope) in outline.scopes.iter().enumerate() {
                if let Some(owner) = scope.owner {
                    inner[owner].push(at);
                }
            }
            graph.add_order(outline, 0, &inner, &mut is_reached);
        }
        graph.is_reached = is_reached;
        graph
    }

    /// Reverse postorder.
    fn add_order(&mut self, outline: &Outline, scope: usize, inner: &[Vec<usize>], seen: &mut [bool]) {
        let Some(start) = start(outline, scope) else { return };
        let mut postorder = Vec::new();
        let mut calls = vec![(start, 0)];
        seen[start] = true;
        while let Some((at, edge)) = calls.pop() {
            match self.edges[at].get(edge) {
                Some(it) => {
                    calls.push((at, edge + 1));
                    if !std::mem::replace(&mut seen[it.to], true) {
                        calls.push((it.to, 0));
                    }
                }
                None => postorder.push(at),
            }
        }
        for at in postorder.into_iter().rev() {
            self.order.push(at);
            for scope in &inner[at] {
                self.add_order(outline, *scope, inner, seen);
            }
            if !inner[at].is_empty() {
                self.order.push(at);
            }
        }
    }

    /// The strongly connected components that have a cycle, over the edges that `takes` and between the states that
    /// `has`. Each in the order of the source. Tarjan's algorithm, without recursion.
    pub fn cycles(&self, has: &dyn Fn(usize) -> bool, takes: &dyn Fn(EdgeKind) -> bool) -> Vec<Vec<usize>> {
        const NONE: usize = usize::MAX;
        let count = self.edges.len();
        let (mut index, mut low) = (vec![NONE; count], vec![NONE; count]);
        let (mut on_stack, mut stack) = (vec![false; count], Vec::new());
        let mut next = 0;
        let mut found: Vec<Vec<usize>> = Vec::new();
        let mut calls = Vec::new();
        for root in (0..count).filter(|it| has(*it)) {
            if index[root] != NONE {
                continue;
            }
            calls.push((root, 0));
            while let Some((at, edge)) = calls.pop() {
                if edge == 0 {
                    index[at] = next;
                    low[at] = next;
                    next += 1;
                    stack.push(at);
                    on_stack[at] = true;
                }
                let edges = self.edges[at].as_slice();
                let (mut edge, mut inner) = (edge, NONE);
                while edge < edges.len() && inner == NONE {
                    let to = edges[edge].to;
                    if index[to] == NONE {
                        if takes(edges[edge].kind) && has(to) {
                            inner = to;
                        }
                    } else if on_stack[to] && index[to] < low[at] && takes(edges[edge].kind) {
                        low[at] = index[to];
                    }
                    edge += 1;
                }
                match inner {
                    NONE => {
                        if let Some((parent, _)) = calls.last() {
                            low[*parent] = low[*parent].min(low[at]);
                        }
                        let is_own = self.edges[at].iter().any(|it| it.to == at && takes(it.kind));
                        if low[at] == index[at] && !is_own && stack.last() == Some(&at) {
                            // By itself, as nearly all are.
                            stack.pop();
                            on_stack[at] = false;
                        } else if low[at] == index[at] {
                            let from = stack.iter().rposition(|it| *it == at).unwrap_or_default();
                            let component = stack.split_off(from);
                            component.iter().for_each(|it| on_stack[*it] = false);
                            if component.len() > 1 || is_own {
                                let by_place = sorted(component.len(), &|a, b| component[a] < component[b]);
                                found.push(by_place.into_iter().map(|it| component[it]).collect());
                            }
                        }
                    }
                    inner => {
                        calls.push((at, edge));
                        calls.push((inner, 0));
                    }
                }
            }
        }
        // No state is in two of them.
        let by_first = sorted(found.len(), &|a: usize, b: usize| found[a][0] < found[b][0]);
        by_first.into_iter().map(|it| std::mem::take(&mut found[it])).collect()
    }
}

/// Where `scope` starts.
pub(super) fn start(outline: &Outline, scope: usize) -> Option<usize> {
    match outline.scopes[scope].start?.target {
        Target::Here(site) => Some(site),
        _ => None,
    }
}
