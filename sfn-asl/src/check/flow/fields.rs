//! Fields of the document: those that a result overwrites, and those that nobody reads.
//!
//! What a state reads is taken widely, and what it leaves narrowly: a field is said to be unread only if every way from
//! where it is written ends, or drops it, before anything could have read it.

use std::cell::Cell;

use super::graph::{Edge, EdgeKind, Graph, start};
use super::shape::Shape;
use crate::check::outline::{Outline, Site};
use crate::check::queries::{self, Field};
use crate::diag::Diagnostics;
use crate::diag::messages::data as messages;
use crate::machine::{PathField, QueryLanguage, State, StateKind};
use crate::query::jsonata;
use crate::query::jsonpath::{Path, Root, SegmentKind};
use crate::value::{Query, QueryTree, is_open};

/// The names of a path, up to the first step that is something else. None is the whole document.
type Names<'a> = Vec<&'a str>;

/// What a state does with the document.
struct Use<'a> {
    /// What it may read.
    reads: Vec<Names<'a>>,
    /// Whether the document goes on, when all is well.
    keeps: bool,
    /// Where it writes into it.
    writes: Option<Names<'a>>,
}

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline, graph: &Graph, results: &[Shape]) {
    let has_path = |it: &Site| matches!(it.state.result_path, Some(PathField::Path(_)));
    if !outline.sites.iter().any(has_path) {
        return;
    }
    let uses: Vec<Use> = outline.sites.iter().map(of_site).collect();
    let fields = Fields { outline, graph, uses, steps: Cell::new(MOST_STEPS) };
    for (at, site) in outline.sites.iter().enumerate() {
        let is_known = graph.is_reached[at] && outline.scopes[site.scope].gaps == 0;
        let (Some(PathField::Path(query)), Some(names)) = (&site.state.result_path, &fields.uses[at].writes)
        else {
            continue;
        };
        if !is_known {
            continue;
        }
        if !fields.is_read(at, names) {
            let is_pass = matches!(site.state.kind, StateKind::Pass { .. });
            messages::never_read(cx, query.text.loc, &query.text.value, is_pass);
        } else if results[at] == Shape::Any {
            fields.check_overwritten(cx, at, query, names);
        }
    }
}

/// Where a state puts its result.
fn written(state: &State) -> Option<Names<'_>> {
    let Some(PathField::Path(query)) = &state.result_path else { return None };
    let path = query.path().filter(|it| it.root == Root::Document && !is_open(&query.text.value))?;
    let names = names(path);
    (!names.is_empty() && names.len() == path.segments.len()).then_some(names)
}

fn names(path: &Path) -> Names<'_> {
    let mut names = Vec::with_capacity(path.segments.len());
    for segment in &path.segments {
        let SegmentKind::Name(name) = &segment.kind else { break };
        names.push(name.as_str());
    }
    names
}

fn of_site<'a>(site: &Site<'a>) -> Use<'a> {
    let state = site.state;
    let is_jsonata = site.language == QueryLanguage::Jsonata;
    let mut reads: Vec<Names> = Vec::new();
    for found in queries::of_state(state) {
        let sees_result = match found.field {
            // Of a Pass, Wait or Choice they see the document.
            Field::After | Field::Assign | Field::Output => {
                matches!(state.kind, StateKind::Task(_) | StateKind::Map(_) | StateKind::Parallel { .. })
            }
            Field::Catcher => true,
            _ => false,
        };
        read(found.query, sees_result && !is_jsonata, &mut reads);
    }
    if let Some(PathField::Path(query)) = &state.output_path
        && let Some(path) = query.path()
    {
        reads.push(names(path));
    }
    if takes_all(state, is_jsonata) {
        reads.push(Vec::new());
    }
    let keeps = keeps(state, is_jsonata);
    // What comes out is read by whoever started it; what a Fail was entered with, by whoever asks why.
    if keeps && state.is_terminal() {
        reads.push(Vec::new());
    }
    Use { reads, keeps, writes: written(state) }
}

fn read<'a>(query: &'a Query, sees_result: bool, reads: &mut Vec<Names<'a>>) {
    if is_open(&query.text.value) {
        return reads.push(Vec::new());
    }
    let mut path = |it: &'a Path| {
        if it.root == Root::Document && !sees_result {
            reads.push(names(it));
        }
    };
    match &query.tree {
        QueryTree::Path(it) => path(it),
        QueryTree::Intrinsic(call) => call.paths().into_iter().for_each(|it| path(it.0)),
        QueryTree::Jsonata(expr) => {
            let states = jsonata::analyse(expr).states;
            if states.iter().any(|it| it.segments.first().is_none_or(|it| it == "input")) {
                reads.push(Vec::new());
            }
        }
        QueryTree::Invalid => reads.push(Vec::new()),
    }
}

/// Whether all of the document goes somewhere else: into a call, a branch, or an iteration.
fn takes_all(state: &State, is_jsonata: bool) -> bool {
    match &state.kind {
        StateKind::Task(_) | StateKind::Parallel { .. } => {
            state.arguments.is_none() && state.input_path.is_none()
        }
        StateKind::Map(map) => {
            let has_items = map.items_path.is_some() || map.items.is_some() || map.item_reader.is_some();
            !has_items && state.input_path.is_none()
        }
        StateKind::Succeed => is_jsonata && state.output.is_none(),
        // It copies it.
        StateKind::Pass { result: None } => {
            state.result_path.is_some() && state.arguments.is_none() && state.input_path.is_none()
        }
        _ => false,
    }
}

fn keeps(state: &State, is_jsonata: bool) -> bool {
    if is_jsonata {
        let has_result =
            matches!(state.kind, StateKind::Task(_) | StateKind::Map(_) | StateKind::Parallel { .. });
        return !has_result && state.output.is_none();
    }
    let has_result = match &state.kind {
        StateKind::Task(_) | StateKind::Map(_) | StateKind::Parallel { .. } => true,
        StateKind::Pass { result } => result.is_some() || state.arguments.is_some(),
        _ => false,
    };
    let selects = |it: &Option<PathField>| it.as_ref().is_some_and(|it| !is_whole(it));
    if selects(&state.output_path) {
        return false;
    }
    match &state.result_path {
        None => !has_result && !selects(&state.input_path),
        Some(PathField::Null(_)) => true,
        Some(path) => !is_whole(path),
    }
}

/// `$`
fn is_whole(path: &PathField) -> bool {
    matches!(path, PathField::Path(query) if query.path().is_some_and(|it| it.segments.is_empty()))
}

/// So many states are looked at. Beyond that nothing is said: what is followed for each field grows faster than the
/// machine.
const MOST_STEPS: usize = 20_000;

struct Fields<'f, 'a> {
    outline: &'f Outline<'a>,
    graph: &'f Graph,
    uses: Vec<Use<'a>>,
    /// What is left of [`MOST_STEPS`].
    steps: Cell<usize>,
}

impl Fields<'_, '_> {
    /// Visits the states that a field of the document at the end of `from` comes to, before it is dropped or
    /// overwritten, until `visit` has found what it looks for. Whether it has, or there are too many.
    fn follow(&self, from: usize, field: &[&str], visit: &mut dyn FnMut(usize) -> bool) -> bool {
        let range = self.outline.sites[from].scope_range(self.outline);
        let is_next = |it: &&Edge| !matches!(it.kind, EdgeKind::Catch(_));
        let mut todo: Vec<usize> = self.graph.edges[from].iter().filter(is_next).map(|it| it.to).collect();
        let mut seen: Vec<usize> = Vec::new();
        while let Some(at) = todo.pop() {
            if seen.contains(&at) {
                continue;
            }
            seen.push(at);
            if seen.len() > range.len() || !self.spend(1 + seen.len() / 8) || visit(at) {
                return true;
            }
            let own = &self.uses[at];
            let is_overwritten = own.writes.as_ref().is_some_and(|it| field.starts_with(it));
            for edge in &self.graph.edges[at] {
                let goes_on = match edge.kind {
                    EdgeKind::Catch(entry) => self.caught(at, entry, field),
                    _ => own.keeps && !is_overwritten,
                };
                if goes_on {
                    todo.push(edge.to);
                }
            }
        }
        false
    }

    /// Whether a field is there behind a catcher.
    fn caught(&self, at: usize, entry: usize, field: &[&str]) -> bool {
        let catcher = self.outline.sites[at].state.catch.iter().flatten().nth(entry);
        match catcher.map(|it| (&it.result_path, &it.output)) {
            Some((Some(PathField::Null(_)), _)) => true,
            Some((Some(PathField::Path(query)), _)) => {
                query.path().is_none_or(|it| !field.starts_with(&names(it)) && !it.segments.is_empty())
            }
            _ => false,
        }
    }

    /// Whether so many steps may be made.
    fn spend(&self, steps: usize) -> bool {
        let left = self.steps.get();
        self.steps.set(left.saturating_sub(steps));
        left >= steps
    }

    /// Whether something may read what `from` writes at `field`.
    fn is_read(&self, from: usize, field: &[&str]) -> bool {
        let overlaps = |it: &Names| it.starts_with(field) || field.starts_with(it);
        let reads = |it: usize| self.uses[it].reads.iter().any(overlaps);
        let own = self.outline.sites[from].state;
        let mut carried = 0;
        let mut visit = |it: usize| {
            carried += 1;
            reads(it)
        };
        // What leaves the scope is for whoever is around it; what the next state drops weighs nothing.
        own.is_terminal() || own.output_path.is_some() || self.follow(from, field, &mut visit) || carried < 2
    }

    // A result does not take the place of what it was made of and others still need.
    fn check_overwritten(&self, cx: &mut Diagnostics, at: usize, query: &Query, field: &[&str]) {
        let site = &self.outline.sites[at];
        let is_below = |it: &&Names| it.len() > field.len() && it.starts_with(field);
        let overlaps = |it: &Names| it.starts_with(field) || field.starts_with(it);
        // A call that is given of the field what the result may hold again changes it on purpose.
        if !matches!(site.state.kind, StateKind::Task(_)) || self.uses[at].reads.iter().any(overlaps) {
            return;
        }
        let range = site.scope_range(self.outline);
        let others = || range.clone().filter(|it| *it != at);
        if others().any(|it| self.uses[it].writes.as_ref().is_some_and(overlaps)) {
            return;
        }
        let mut behind = Vec::new();
        if self.follow(at, field, &mut |it| {
            behind.push(it);
            false
        }) {
            return;
        }
        let needs = |it: usize| self.uses[it].reads.iter().any(|it| is_below(&it));
        if !behind.iter().any(|it| needs(*it)) || !self.spend(2 * range.len()) {
            return;
        }
        let before = self.before(at);
        for reader in behind {
            let again = |name: &&Names| before.iter().any(|it| self.uses[*it].reads.contains(name));
            if let Some(lost) = self.uses[reader].reads.iter().filter(is_below).find(again) {
                let path = format!("$.{}", lost.join("."));
                let reader = &self.outline.sites[reader].state.name;
                return messages::overwritten(cx, query.text.loc, &query.text.value, &path, reader);
            }
        }
    }

    /// The states that come before `at`, and to which one comes without having been at `at`.
    fn before(&self, at: usize) -> Vec<usize> {
        let range = self.outline.sites[at].scope_range(self.outline);
        let Some(start) = start(self.outline, self.outline.sites[at].scope) else { return Vec::new() };
        let mut from: Vec<Vec<usize>> = vec![Vec::new(); range.len()];
        for site in range.clone() {
            self.graph.edges[site].iter().for_each(|it| from[it.to - range.start].push(site));
        }
        let walk = |first: usize, is_back: bool| {
            let mut seen = vec![false; range.len()];
            let mut todo = vec![first];
            while let Some(site) = todo.pop() {
                let is_passed = site == at && !is_back;
                if is_passed || std::mem::replace(&mut seen[site - range.start], true) {
                    continue;
                }
                if is_back {
                    todo.extend(&from[site - range.start]);
                } else {
                    todo.extend(self.graph.edges[site].iter().map(|it| it.to));
                }
            }
            seen
        };
        let (without, back) = (walk(start, false), walk(at, true));
        range.clone().filter(|it| without[it - range.start] && back[it - range.start]).collect()
    }
}

impl Site<'_> {
    fn scope_range(&self, outline: &Outline) -> std::ops::Range<usize> {
        outline.scopes[self.scope].sites.clone()
    }
}
