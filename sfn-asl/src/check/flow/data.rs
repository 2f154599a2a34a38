//! What is known of the document at each state, on every way to it, and the paths that cannot be followed there.

use super::eval::{Miss, Role, Run, error_output, run};
use super::events::{HISTORY, least_events};
use super::graph::{EdgeKind, Graph, start};
use super::shape::{Field, Object, Shape};
use super::values::Values;
use crate::check::fan_out::is_of_batch;
use crate::check::jsonata::catches;
use crate::check::outline::{Outline, Rules};
use crate::check::variables::Assignments;
use crate::diag::messages::data as messages;
use crate::diag::{Code, Diagnostics, Loc, Place};
use crate::machine::{Map, State, StateKind};
use crate::query::jsonpath::SegmentKind;

/// So many different inputs of a state are told apart.
const MOST: usize = 4;
/// When these have become one, it is so many times made less precise.
const MOST_CHANGES: u8 = 8;
/// Variables that are made of one another are followed so far.
const MOST_ROUNDS: usize = 3;

/// Where an input is from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    /// The beginning of the scope.
    Start,
    /// The result of a state.
    State(usize),
    /// A catcher of a state.
    Catch(usize, usize),
}

struct Input {
    shape: Shape,
    from: From,
    /// What the state assigns then, by the number of the variable.
    assigned: Vec<(usize, Shape)>,
}

/// What is known of a state.
#[derive(Default)]
struct Fact {
    inputs: Vec<Input>,
    /// How many of them have been passed on.
    done: usize,
    /// How often several inputs have been made one.
    joined: u8,
    /// Whether anything was ever missed.
    misses: bool,
    /// Whether it ever read a variable,
    reads_variables: bool,
    /// and whether it assigned one.
    assigns: bool,
    /// The most items that a Map is known to have.
    items: Option<usize>,
}

pub(super) fn check(
    cx: &mut Diagnostics,
    outline: &Outline,
    graph: &Graph,
    results: Vec<Shape>,
    assignments: &Assignments,
) {
    let mut flow = Flow {
        outline,
        graph,
        facts: (0..outline.sites.len()).map(|_| Fact::default()).collect(),
        is_due: vec![false; outline.sites.len()],
        ends: vec![None; outline.scopes.len()],
        changes: vec![0; outline.scopes.len()],
        inner: vec![Vec::new(); outline.sites.len()],
        results,
        values: Values::new(outline, assignments),
        error: error_output(),
    };
    for (at, scope) in outline.scopes.iter().enumerate() {
        if let Some(owner) = scope.owner {
            flow.inner[owner].push(at);
        }
    }
    flow.enter(0, Shape::Any);
    flow.solve();
    flow.learn();
    flow.report(cx);
    flow.check_items(cx);
}

struct Flow<'f, 'a> {
    outline: &'f Outline<'a>,
    graph: &'f Graph,
    facts: Vec<Fact>,
    is_due: Vec<bool>,
    /// By scope: what it ends with.
    ends: Vec<Option<Shape>>,
    changes: Vec<u8>,
    /// By state: its scopes.
    inner: Vec<Vec<usize>>,
    /// By state: what it gives if it is a Task.
    results: Vec<Shape>,
    /// What is known of variables, once the document is known.
    values: Values<'f>,
    /// What catchers are given.
    error: Shape,
}

impl Flow<'_, '_> {
    fn solve(&mut self) {
        while self.is_due.contains(&true) {
            for at in 0..self.graph.order.len() {
                let site = self.graph.order[at];
                if std::mem::take(&mut self.is_due[site]) {
                    self.pass_on(site);
                }
            }
        }
    }

    fn run(&self, site: usize, input: usize) -> Run<'_> {
        let mut ends = Vec::new();
        if !self.inner[site].is_empty() {
            ends.extend(self.inner[site].iter().map(|it| self.ends[*it].clone()));
        }
        let input = &self.facts[site].inputs[input].shape;
        run(&self.outline.sites[site], input, &self.values, &self.results[site], &ends, &self.error)
    }

    /// Finds out what is known of variables, and which states miss anything of them. What a variable is made of another
    /// one is known a round later.
    fn learn(&mut self) {
        for round in 0..MOST_ROUNDS {
            let mut known: Vec<Option<Shape>> = vec![None; self.values.count()];
            for site in 0..self.facts.len() {
                for input in 0..self.facts[site].inputs.len() {
                    // Others assign what they did when nothing was known.
                    if round > 0 && self.facts[site].reads_variables && self.facts[site].assigns {
                        self.facts[site].inputs[input].assigned = self.run(site, input).assigned;
                    }
                    for (number, value) in &self.facts[site].inputs[input].assigned {
                        let joined = match &known[*number] {
                            Some(known) => known.join(value),
                            None => value.clone(),
                        };
                        known[*number] = Some(joined);
                    }
                }
            }
            if !self.values.learn(known) {
                break;
            }
        }
        for site in 0..self.facts.len() {
            if self.facts[site].reads_variables && !self.facts[site].misses {
                let misses = |input: usize| !self.run(site, input).misses.is_empty();
                self.facts[site].misses = (0..self.facts[site].inputs.len()).any(misses);
            }
        }
    }

    fn pass_on(&mut self, site: usize) {
        while self.facts[site].done < self.facts[site].inputs.len() {
            let input = self.facts[site].done;
            self.facts[site].done += 1;
            let Run { outputs, end, inner, misses, items, assigned, reads_variables, .. } =
                self.run(site, input);
            let fact = &mut self.facts[site];
            fact.misses |= !misses.is_empty();
            fact.reads_variables |= reads_variables;
            fact.assigns |= !assigned.is_empty();
            fact.items = fact.items.max(items);
            fact.inputs[input].assigned = assigned;
            // A state that leads to itself gets its inputs joined: what is asked of this one is asked before.
            let Input { shape, from, .. } = &fact.inputs[input];
            let (shape, from) = (shape.clone(), *from);
            for (kind, output) in outputs {
                let Some(to) = self.target(site, kind) else { continue };
                let from = match kind {
                    EdgeKind::Catch(at) => From::Catch(site, at),
                    _ if output == shape => from,
                    _ => From::State(site),
                };
                self.add(to, output, from);
            }
            if let Some(end) = end {
                self.end(self.outline.sites[site].scope, end);
            }
            if let Some(inner) = inner {
                for at in 0..self.inner[site].len() {
                    self.enter(self.inner[site][at], inner.clone());
                }
            }
        }
    }

    /// Where `site` leads to that way.
    fn target(&self, site: usize, kind: EdgeKind) -> Option<usize> {
        let edges = self.graph.edges[site].as_slice();
        let mut at = 0;
        while at < edges.len() {
            if edges[at].kind == kind {
                return Some(edges[at].to);
            }
            at += 1;
        }
        None
    }

    fn enter(&mut self, scope: usize, shape: Shape) {
        if let Some(site) = start(self.outline, scope) {
            self.add(site, shape, From::Start);
        }
    }

    /// Another input of `site`.
    fn add(&mut self, site: usize, shape: Shape, from: From) {
        let fact = &mut self.facts[site];
        if fact.joined == 0 {
            if fact.inputs.iter().any(|it| it.shape == shape) {
                return;
            }
            if fact.inputs.len() < MOST {
                fact.inputs.push(Input { shape, from, assigned: Vec::new() });
                self.is_due[site] = true;
                return;
            }
        }
        let Some(first) = fact.inputs.first() else { return };
        let all =
            fact.inputs[1..].iter().fold(first.shape.clone(), |all, it| all.join(&it.shape)).join(&shape);
        if fact.joined > 0 && all == first.shape {
            return;
        }
        fact.joined += 1;
        let shape = if fact.joined > MOST_CHANGES { Shape::Any } else { all };
        fact.inputs = vec![Input { shape, from: From::Start, assigned: Vec::new() }];
        fact.done = 0;
        self.is_due[site] = true;
    }

    /// Another end of `scope`: whoever is around it gets another result.
    fn end(&mut self, scope: usize, shape: Shape) {
        let joined = match &self.ends[scope] {
            None => shape,
            Some(old) => {
                let joined = old.join(&shape);
                if joined == *old {
                    return;
                }
                self.changes[scope] += 1;
                if self.changes[scope] > MOST_CHANGES { Shape::Any } else { joined }
            }
        };
        if self.ends[scope].as_ref() == Some(&joined) {
            return;
        }
        self.ends[scope] = Some(joined);
        if let Some(owner) = self.outline.scopes[scope].owner {
            self.facts[owner].done = 0;
            self.is_due[owner] = true;
        }
    }

    fn report(&self, cx: &mut Diagnostics) {
        for site in 0..self.facts.len() {
            let inputs = &self.facts[site].inputs;
            if !self.facts[site].misses || self.outline.scopes[self.outline.sites[site].scope].gaps > 0 {
                continue;
            }
            let mut misses: Vec<(Miss, From, usize)> = Vec::new();
            for (at, input) in inputs.iter().enumerate() {
                for miss in self.run(site, at).misses {
                    let known =
                        misses.iter_mut().find(|it| it.0.place == miss.place && it.0.role == miss.role);
                    match known {
                        Some(known) => known.2 += 1,
                        None => misses.push((miss, input.from, 1)),
                    }
                }
            }
            for (miss, from, count) in misses {
                self.say(cx, site, &miss, from, count == inputs.len());
            }
        }
    }

    /// Whether `object` is what `ItemBatcher` gives to the processor that `site` is in.
    fn is_batch(&self, site: usize, object: &Object) -> bool {
        let mut owner = self.outline.scopes[self.outline.sites[site].scope].owner;
        while let Some(at) = owner {
            match &self.outline.sites[at].state.kind {
                StateKind::Map(map) => {
                    let is_own = |it: &Field| is_of_batch(&it.name);
                    return map.item_batcher.is_some()
                        && object.get("Items").is_some()
                        && object.fields.iter().all(is_own);
                }
                _ => owner = self.outline.scopes[self.outline.sites[at].scope].owner,
            }
        }
        false
    }

    // The history holds the items of an inline Map, if it is known how many there are.
    fn check_items(&self, cx: &mut Diagnostics) {
        for (at, site) in self.outline.sites.iter().enumerate() {
            let StateKind::Map(map) = &site.state.kind else { continue };
            let (Some(most), Some(scope)) = (self.facts[at].items, self.inner[at].first()) else { continue };
            let is_standard = self.outline.scopes[site.scope].rules == Rules::Standard;
            if map.is_distributed() || !is_standard || self.outline.scopes[*scope].gaps > 0 {
                continue;
            }
            // Each iteration has a beginning and an end of its own.
            let Some(least) = least_events(self.outline, self.graph, &self.inner, *scope) else { continue };
            let events = most.saturating_mul(least + 2);
            if events > HISTORY {
                let inputs = &self.facts[at].inputs;
                let fills = |input: usize| self.run(at, input).items == Some(most);
                let is_certain = (0..inputs.len()).all(fills);
                let place = items_of(site.state, map);
                messages::too_many_items(cx, place, most, least + 2, HISTORY, is_certain);
            }
        }
    }

    fn say(&self, cx: &mut Diagnostics, site: usize, miss: &Miss, from: From, is_always: bool) {
        let state = |at: usize| self.outline.sites[at].state;
        let (way, origin, is_catch) = match from {
            // What a variable is does not depend on the way.
            _ if is_of_variable(&miss.prefix) => (String::new(), None, false),
            From::Start => (String::new(), None, false),
            From::State(at) => {
                (format!(" after `{}`", state(at).name.value), Some(state(at).name.loc), false)
            }
            From::Catch(at, catcher) => {
                let catcher = state(at).catch.as_ref().and_then(|it| it.get(catcher));
                // One that keeps the input loses nothing.
                let loses = catcher.is_some_and(|it| it.result_path.is_none() && it.output.is_none());
                let loc: Option<Loc> = catcher.and_then(|it| it.next.as_ref()).map(|it| it.loc);
                (format!(" if `{}` fails", state(at).name.value), loc, loses)
            }
        };
        let is_fail = matches!(state(site).kind, StateKind::Fail { .. });
        let is_joined = self.facts[site].inputs.len() > 1;
        let way = messages::Way { text: way, origin, is_catch, is_always, is_joined, is_fail };
        let place: Place = miss.place.clone();
        match (miss.role, &miss.at, &miss.step) {
            (Role::Family, Shape::Cell, _) => messages::number_of_csv(cx, place, &miss.prefix),
            (Role::Argument(_), Shape::Cell, _) => messages::number_of_csv(cx, place, &miss.prefix),
            (Role::Argument(wanted), shape, _) => {
                messages::wrong_argument(cx, place, &miss.prefix, shape.describe(), wanted, &way);
            }
            (Role::Word, Shape::Word(word), SegmentKind::Name(text)) => {
                if is_always {
                    let values: Vec<&str> = word.shape.values().collect();
                    messages::no_such_word(cx, place, &miss.prefix, text, &values);
                }
            }
            (Role::Word, ..) => {}
            (Role::Family, shape, _) => {
                if is_always {
                    messages::other_family(cx, place, &miss.prefix, shape.describe(), &way);
                }
            }
            (Role::Number, shape, _) => {
                messages::wrong_type(
                    cx,
                    Code(13006),
                    place,
                    &miss.prefix,
                    shape.describe(),
                    "a number",
                    &way,
                );
            }
            (Role::Timestamp, shape, _) => {
                messages::wrong_type(
                    cx,
                    Code(13007),
                    place,
                    &miss.prefix,
                    shape.describe(),
                    "a timestamp",
                    &way,
                );
            }
            (Role::String, shape, _) => {
                messages::wrong_type(cx, Code(13008), place, &miss.prefix, shape.describe(), "text", &way);
            }
            (Role::Items, shape, _) => messages::no_items(cx, place, &miss.prefix, shape.describe(), &way),
            (Role::ItemsGiven, shape, _) => {
                messages::no_items_given(cx, place, &miss.prefix, shape.describe(), &way);
            }
            (Role::Write, shape, _) => messages::in_the_way(cx, place, &miss.prefix, shape.describe(), &way),
            (_, Shape::Cause, _) => messages::inside_cause(cx, place, &miss.prefix, &way),
            (_, shape @ (Shape::Items(_) | Shape::Many(_) | Shape::Branches(_)), SegmentKind::Index(_)) => {
                let of_parallel = matches!(shape, Shape::Branches(_));
                let count = shape.count().unwrap_or_default();
                messages::beyond_the_end(cx, place, &miss.prefix, count, of_parallel, &way);
            }
            (
                Role::Read | Role::Variable | Role::Undefined,
                Shape::Object(object),
                SegmentKind::Name(name),
            ) if self.is_batch(site, object) => {
                messages::no_batch(cx, place, name, &way);
            }
            (role, Shape::Object(object), SegmentKind::Name(name)) => {
                let names: Vec<&str> = object.fields.iter().map(|it| &*it.name).collect();
                let kind = match role {
                    Role::Selector => messages::Missing::Selector,
                    Role::Nothing => messages::Missing::Nothing,
                    Role::Variable => messages::Missing::Variable,
                    Role::Undefined => messages::Missing::Undefined { is_caught: catches(state(site)) },
                    _ => messages::Missing::Field,
                };
                messages::no_field(cx, place, &miss.prefix, name, &names, object.call, kind, &way);
            }
            (_, shape, _) => messages::no_object(cx, place, &miss.prefix, shape.describe(), &way),
        }
    }
}

/// `$name.field`, but not `$.field` and `$states.input`.
fn is_of_variable(path: &str) -> bool {
    let name = path.trim_start_matches('$');
    let name = name.split(['.', '[']).next().unwrap_or_default();
    !path.starts_with("$$") && !name.is_empty() && name != "states"
}

/// Where a Map says what its items are.
fn items_of(state: &State, map: &Map) -> Loc {
    match (&map.items_path, &map.items) {
        (Some(path), _) => path.text.loc,
        (None, Some(items)) => items.loc,
        (None, None) => state.name.loc,
    }
}
