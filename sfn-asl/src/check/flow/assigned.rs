//! Which variables have a value when a state is entered: on every way, or on some.

use std::cell::OnceCell;

use super::graph::{EdgeKind, Graph, start};
use crate::check::outline::Outline;
use crate::check::variables::Assignments;
use crate::diag::messages::flow as messages;
use crate::diag::{Diagnostics, Loc, Place};
use crate::machine::StateKind;
use crate::value::{Value, ValueKind};

/// The variables of each scope that have a value at each of its states.
pub(in crate::check) struct Assigned<'a> {
    /// By scope, sorted; the positions are those of the bits.
    names: Vec<Vec<&'a str>>,
    /// By state: where its bits begin in the next two; in its scope they are as many as `names` takes.
    bits: Vec<usize>,
    /// Those assigned on every way to a state; in wide words, as they are gone through for each transition.
    always: Vec<u128>,
    /// Those assigned on some way.
    ever: Vec<u128>,
    graph: Graph,
    /// By state: where it can be entered from. Asked for when something is found only.
    from: OnceCell<Vec<Vec<(usize, EdgeKind)>>>,
}

impl<'a> Assigned<'a> {
    pub(super) fn new(outline: &Outline<'a>, assignments: &Assignments<'a>, graph: Graph) -> Assigned<'a> {
        let mut names: Vec<Vec<&str>> = vec![Vec::new(); outline.scopes.len()];
        for (name, scope) in assignments.each() {
            names[scope].push(name);
        }
        let count = outline.sites.len();
        let (bits, from) = (Vec::with_capacity(count), OnceCell::new());
        let mut assigned = Assigned { names, bits, always: Vec::new(), ever: Vec::new(), graph, from };
        if !assigned.names.iter().all(Vec::is_empty) {
            assigned.solve(outline);
        }
        assigned
    }

    /// Where `site` can be entered from.
    fn from(&self, site: usize) -> &[(usize, EdgeKind)] {
        let entered = || {
            let mut from = vec![Vec::new(); self.graph.edges.len()];
            for (at, edges) in self.graph.edges.iter().enumerate() {
                for edge in edges {
                    from[edge.to].push((at, edge.kind));
                }
            }
            from
        };
        &self.from.get_or_init(entered)[site]
    }

    fn solve(&mut self, outline: &Outline) {
        let mut is_due = vec![false; outline.sites.len()];
        let mut count = 0;
        for site in &outline.sites {
            self.bits.push(count);
            count += self.words(site.scope);
        }
        self.always = vec![u128::MAX; count];
        self.ever = vec![0; count];
        for scope in 0..outline.scopes.len() {
            // What is inside of a state that nothing leads to is not entered, and has no place in the order.
            if let Some(start) = start(outline, scope).filter(|it| self.graph.is_reached[*it]) {
                let (from, words) = (self.bits[start], self.words(scope));
                self.always[from..from + words].fill(0);
                is_due[start] = words > 0;
            }
        }
        let mut is_visited = vec![false; outline.sites.len()];
        let order = std::mem::take(&mut self.graph.order);
        while is_due.contains(&true) {
            for site in &order {
                if std::mem::take(&mut is_due[*site]) {
                    is_visited[*site] = true;
                    self.leave(outline, *site, &mut is_due, &is_visited);
                }
            }
        }
    }

    /// How many words the bits of the variables of `scope` take.
    fn words(&self, scope: usize) -> usize {
        self.names[scope].len().div_ceil(128)
    }

    /// Each way out of a state adds its own assignments.
    fn leave(&mut self, outline: &Outline, site: usize, is_due: &mut [bool], is_visited: &[bool]) {
        let scope = outline.sites[site].scope;
        let words = self.words(scope);
        for edge in 0..self.graph.edges[site].len() {
            let edge = self.graph.edges[site][edge];
            let gained = self.gained(outline, scope, site, edge.kind);
            let mut is_new = !is_visited[edge.to];
            // Bare loops over slices: as many words as a large machine has variables, for each of its transitions.
            let (from, to) = (self.bits[site], self.bits[edge.to]);
            let (always, ever) = (self.always.as_mut_slice(), self.ever.as_mut_slice());
            let gained = gained.as_slice();
            let mut word = 0;
            while word < words {
                let (mut mask, mut at) = (0, 0);
                while at < gained.len() {
                    if gained[at] >> 7 == word {
                        mask |= 1 << (gained[at] & 127);
                    }
                    at += 1;
                }
                let (on_all, on_some) = (always[from + word] | mask, ever[from + word] | mask);
                let (on_all, on_some) = (always[to + word] & on_all, ever[to + word] | on_some);
                if on_all != always[to + word] || on_some != ever[to + word] {
                    always[to + word] = on_all;
                    ever[to + word] = on_some;
                    is_new = true;
                }
                word += 1;
            }
            is_due[edge.to] |= is_new;
        }
    }

    /// The variables that leaving `site` this way assigns.
    fn gained(&self, outline: &Outline, scope: usize, site: usize, kind: EdgeKind) -> Vec<usize> {
        let state = outline.sites[site].state;
        let assign = match (kind, &state.kind) {
            (EdgeKind::Rule(at), StateKind::Choice(choice)) => choice.rules[at].assign.as_ref(),
            (EdgeKind::Catch(at), _) => {
                state.catch.as_ref().and_then(|it| it.get(at)).and_then(|it| it.assign.as_ref())
            }
            _ => state.assign.as_ref(),
        };
        match assign {
            Some(Value { kind: ValueKind::Object(fields), .. }) => fields
                .iter()
                .filter_map(|it| self.names[scope].binary_search(&it.key.value.as_str()).ok())
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Reports that `name`, a variable of the scope around `site`, is read at `place` without a value on some way.
    pub fn check_read(&self, cx: &mut Diagnostics, outline: &Outline, site: usize, name: &str, place: Place) {
        let scope = outline.sites[site].scope;
        let Ok(bit) = self.names[scope].binary_search(&name) else { return };
        // A name that leads nowhere may have been meant for any state; what is never reached is never read.
        if outline.scopes[scope].gaps > 0 || self.has(&self.always, site, bit) {
            return;
        }
        if !self.has(&self.ever, site, bit) {
            return messages::assigned_later(cx, place, name);
        }
        let (way, is_catch, from) = self.way_without(outline, scope, site, bit);
        messages::perhaps_unassigned(cx, place, name, &way, is_catch, from);
    }

    /// Whether a variable of the scope of `site` is among those of `bits`.
    fn has(&self, bits: &[u128], site: usize, bit: usize) -> bool {
        bits[self.bits[site] + bit / 128] >> (bit % 128) & 1 == 1
    }

    /// The last step of a way on which the variable has no value, where others join it that give it one.
    fn way_without(
        &self,
        outline: &Outline,
        scope: usize,
        mut site: usize,
        bit: usize,
    ) -> (String, bool, Loc) {
        let state = |at: usize| outline.sites[at].state;
        for _ in 0..outline.scopes[scope].sites.len() {
            let lacks = |it: &&(usize, EdgeKind)| {
                !self.has(&self.always, it.0, bit) && !self.gained(outline, scope, it.0, it.1).contains(&bit)
            };
            let Some((from, kind)) = self.from(site).iter().find(lacks).copied() else {
                return (
                    format!("when `{}` is first entered", state(site).name.value),
                    false,
                    state(site).name.loc,
                );
            };
            if let EdgeKind::Catch(at) = kind {
                let catcher = state(from).catch.as_ref().and_then(|it| it.get(at));
                let loc = catcher.and_then(|it| it.next.as_ref()).map_or(state(from).name.loc, |it| it.loc);
                return (format!("if `{}` fails", state(from).name.value), true, loc);
            }
            let joins = self.from(site).iter().any(|it| !lacks(&it));
            if joins || matches!(kind, EdgeKind::Rule(_) | EdgeKind::Default) {
                return (
                    format!("on the way through `{}`", state(from).name.value),
                    false,
                    state(from).name.loc,
                );
            }
            site = from;
        }
        ("on some way".to_owned(), false, state(site).name.loc)
    }
}
