//! Variables: their names, and where they can be read.
//!
//! Whether a variable has a value on *every* way to a state is not asked here, but whether it can have one at all.

use super::Source;
use super::flow::Assigned;
use super::outline::{Outline, Site};
use super::queries::{self, Field, Found, Reads, Variable};
use crate::diag::messages::{flow, variables as messages};
use crate::diag::{Diagnostics, Severity, suggest};
use crate::index::Index;
use crate::machine::StateKind;
use crate::query::jsonata;
use crate::sort::sorted;
use crate::value::{Text, Value, ValueKind, is_open};

/// Specification, "Variables".
const LONGEST_NAME: usize = 80;

/// All assignments of a machine.
pub(super) struct Assignments<'a> {
    /// By name, then scope, then state.
    all: Vec<Assignment<'a>>,
    /// Whether an `Assign` somewhere is no object, so that nothing is known of what it assigns.
    is_partial: bool,
}

#[derive(Clone, Copy)]
struct Assignment<'a> {
    name: &'a str,
    scope: usize,
    site: usize,
    /// Whether it stands in the state's own `Assign`, which every way but one through a catcher takes.
    is_own: bool,
    key: &'a Text,
}

impl<'a> Assignments<'a> {
    pub fn new(outline: &Outline<'a>) -> Assignments<'a> {
        let mut assignments = Assignments { all: Vec::new(), is_partial: false };
        for (at, site) in outline.sites.iter().enumerate() {
            let state = site.state;
            let is_choice = matches!(state.kind, StateKind::Choice(_));
            assignments.add(state.assign.as_ref(), site, at, !is_choice);
            if let StateKind::Choice(choice) = &state.kind {
                for rule in &choice.rules {
                    assignments.add(rule.assign.as_ref(), site, at, false);
                }
            }
            for catcher in state.catch.iter().flatten() {
                assignments.add(catcher.assign.as_ref(), site, at, false);
            }
        }
        // They come state by state.
        let all = std::mem::take(&mut assignments.all);
        let by_name = sorted(all.len(), &|a, b| (all[a].name, all[a].scope) < (all[b].name, all[b].scope));
        assignments.all.extend(by_name.iter().map(|it| all[*it]));
        assignments
    }

    fn add(&mut self, assign: Option<&'a Value>, site: &Site<'a>, at: usize, is_own: bool) {
        match assign.map(|it| &it.kind) {
            None => {}
            Some(ValueKind::Object(fields)) => self.all.extend(fields.iter().map(|field| Assignment {
                name: &field.key.value,
                scope: site.scope,
                site: at,
                is_own,
                key: &field.key,
            })),
            Some(_) => self.is_partial = true,
        }
    }

    /// The assignments of `name` in `scope`.
    fn within(&self, name: &str, scope: usize) -> &[Assignment<'a>] {
        let first = self.all.partition_point(|it| (it.name, it.scope) < (name, scope));
        let count = self.all[first..].partition_point(|it| (it.name, it.scope) == (name, scope));
        &self.all[first..first + count]
    }

    /// Any assignment of `name`.
    fn anywhere(&self, name: &str) -> Option<&Assignment<'a>> {
        let first = self.all.partition_point(|it| it.name < name);
        self.all.get(first).filter(|it| it.name == name)
    }

    /// Each variable once, by scope.
    pub fn each(&self) -> impl Iterator<Item = (&'a str, usize)> {
        self.all
            .chunk_by(|a, b| (a.name, a.scope) == (b.name, b.scope))
            .filter_map(|it| Some((it.first()?.name, it.first()?.scope)))
    }

    fn names(&self) -> impl Iterator<Item = &'a str> {
        self.all.chunk_by(|a, b| a.name == b.name).filter_map(|it| it.first()).map(|it| it.name)
    }
}

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline, assignments: &Assignments) {
    check_names(cx, assignments);
    check_outer_names(cx, outline, assignments);
}

// A variable's name starts with a letter, has at most 80 characters, and is not `states`. Whether the service takes
// a `_` in front is not known, so it may stand.
fn check_names(cx: &mut Diagnostics, assignments: &Assignments) {
    for Assignment { name, key, .. } in &assignments.all {
        let length = name.chars().count();
        let is_start = |c: char| c.is_alphabetic() || c == '_';
        let is_name =
            name.starts_with(is_start) && name.chars().all(|c| is_start(c) || c.is_numeric() || is_mark(c));
        if is_open(name) {
            continue;
        }
        if *name == "states" {
            messages::reserved_name(cx, key);
        } else if !is_name {
            messages::invalid_name(cx, key);
        } else if length > LONGEST_NAME {
            messages::name_too_long(cx, key, length, LONGEST_NAME);
        }
    }
}

/// Whether `c` may be one of the marks and joiners that UAX 31 lets a name go on with. The standard library has no
/// table of them, so every character beyond ASCII that is not blank counts.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && !c.is_whitespace() && !c.is_control()
}

// An inner scope cannot assign what a scope around it assigns. The child executions of a distributed Map do not see
// the outer variables at all.
fn check_outer_names(cx: &mut Diagnostics, outline: &Outline, assignments: &Assignments) {
    for same in assignments.all.chunk_by(|a, b| (a.name, a.scope) == (b.name, b.scope)) {
        let mut scope = same[0].scope;
        while let Some(parent) = outline.parent(scope).filter(|_| !outline.scopes[scope].is_distributed) {
            if let [outer, ..] = assignments.within(same[0].name, parent) {
                for inner in same {
                    messages::assigns_outer(cx, inner.key, &outline.describe(parent), outer.key.loc);
                }
                break;
            }
            scope = parent;
        }
    }
}

// A variable that is read is assigned by some state of the same scope, or of a scope around it.
pub(super) fn check_reads(
    cx: &mut Diagnostics,
    outline: &Outline,
    assignments: &Assignments,
    assigned: Option<&Assigned>,
    site: usize,
    found: &Found,
    reads: &Reads,
) {
    if reads.variables.is_empty() || assignments.is_partial || is_open(&found.query.text.value) {
        return;
    }
    for variable in &reads.variables {
        check_read(cx, outline, assignments, assigned, site, found, variable);
    }
}

fn check_read(
    cx: &mut Diagnostics,
    outline: &Outline,
    assignments: &Assignments,
    ways: Option<&Assigned>,
    site: usize,
    found: &Found,
    variable: &Variable,
) {
    let name = variable.name;
    let place = found.query.place(variable.range.clone());
    let mut scope = outline.sites[site].scope;
    let mut is_outside = false;
    // The state of `scope` that this one is, or is inside of.
    let mut around = site;
    loop {
        if let assigned @ [first, ..] = assignments.within(name, scope) {
            if is_outside {
                messages::outside_distributed(cx, place, name, first.key.loc);
            } else if is_first_value(assigned, site, found.field) {
                if variable.is_needed {
                    messages::not_yet_assigned(cx, place, name, first.key.loc);
                } else {
                    messages::perhaps_not_yet_assigned(cx, place, name, first.key.loc);
                }
            } else if let Some(ways) = ways.filter(|_| variable.is_needed) {
                ways.check_read(cx, outline, around, name, place);
            }
            return;
        }
        is_outside |= outline.scopes[scope].is_distributed;
        match outline.parent(scope) {
            Some(parent) => {
                around = outline.scopes[scope].owner.unwrap_or(around);
                scope = parent;
            }
            None => break,
        }
    }
    if let Some(other) = assignments.anywhere(name) {
        messages::out_of_scope(cx, place, name, &outline.describe(other.scope), other.key.loc);
    } else if let Some(meant) = jsonata::near_miss(name).filter(|_| found.query.jsonata().is_some()) {
        messages::near_miss(cx, place, name, meant);
    } else {
        // A Fail fails in any case.
        let is_fail = matches!(outline.sites[site].state.kind, StateKind::Fail { .. });
        let is_certain = variable.is_needed && !is_fail;
        let near = suggest::nearest(name, assignments.names());
        messages::never_assigned(cx, place, name, near, is_certain);
    }
}

// What is assigned is read. The author of a document may want to know; in a machine of ours it is advice.
pub(super) fn check_unread(
    cx: &mut Diagnostics,
    outline: &Outline,
    assignments: &Assignments,
    source: Source,
) {
    let severity = if source == Source::Document { Severity::Warning } else { Severity::Hint };
    // Whatever is wrong elsewhere may be why.
    if cx.has_new_errors()
        || assignments.is_partial
        || assignments.all.is_empty()
        || severity == Severity::Hint && !cx.wants_hints()
    {
        return;
    }
    let mut read = Index::default();
    for site in &outline.sites {
        for found in queries::of_state(site.state) {
            if is_open(&found.query.text.value) {
                return;
            }
            let analysis = found.query.jsonata().map(jsonata::analyse);
            for variable in analysis.iter().flat_map(|it| &it.variables) {
                read.insert(variable.name.clone());
            }
            for variable in queries::reads(found.query, analysis.as_ref()).variables {
                read.insert(variable.name.to_owned());
            }
        }
    }
    for same in assignments.all.chunk_by(|a, b| a.name == b.name) {
        // What the last state of a scope assigns is for whoever looks at the execution.
        let is_last = |it: &Assignment| outline.sites[it.site].state.is_terminal();
        if let Some(first) = same.iter().find(|it| !is_last(it))
            && !first.name.starts_with('_')
            && read.get(first.name).is_none()
        {
            flow::unread_variable(cx, severity, first.key);
        }
    }
}

/// Whether the state's own `Assign` alone gives the variable a value, so that it has none when the state is first
/// entered. What a catcher or rule reads may come later.
fn is_first_value(assigned: &[Assignment], site: usize, field: Field) -> bool {
    assigned.iter().all(|it| it.site == site && it.is_own)
        && !matches!(field, Field::Catcher | Field::Rule | Field::Condition)
}
