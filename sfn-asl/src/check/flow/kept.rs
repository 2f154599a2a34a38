//! What variables hold: of several types on several ways, too much, or more with every round.

use super::graph::{EdgeKind, Graph};
use super::loops::bounds_cycle;
use super::shape::Shape;
use crate::check::outline::Outline;
use crate::check::queries;
use crate::choice::{Condition, ConditionKind, Family};
use crate::diag::messages::{literals, variables as messages};
use crate::diag::{Diagnostics, Place};
use crate::index::Index;
use crate::machine::{NumberField, State, StateKind, Wait};
use crate::query::intrinsic::{self, ArgKind};
use crate::query::jsonata::{self, BinaryOp, Expr, ExprKind};
use crate::query::jsonpath::{Path, Root, SegmentKind};
use crate::sdk::{Kind, Typed};
use crate::value::{Field, Query, QueryTree, Value, ValueKind, is_open};

/// One variable that a state assigns.
struct Assignment<'a> {
    name: &'a str,
    value: &'a Value,
    site: usize,
    /// `None` is the state's own `Assign`.
    catcher: Option<usize>,
}

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline, graph: &Graph, results: &[Shape]) {
    let mut all = Vec::new();
    for (at, site) in outline.sites.iter().enumerate() {
        add(site.state.assign.as_ref(), at, None, &mut all);
        for (catcher, it) in site.state.catch.iter().flatten().enumerate() {
            add(it.assign.as_ref(), at, Some(catcher), &mut all);
        }
        if let StateKind::Choice(choice) = &site.state.kind {
            choice.rules.iter().for_each(|it| add(it.assign.as_ref(), at, None, &mut all));
        }
    }
    if all.is_empty() {
        return;
    }
    check_types(cx, outline, graph, &all);
    check_whole(cx, outline, &all, results);
    check_growth(cx, outline, graph, &all);
}

fn add<'a>(assign: Option<&'a Value>, site: usize, catcher: Option<usize>, all: &mut Vec<Assignment<'a>>) {
    if let Some(Value { kind: ValueKind::Object(fields), .. }) = assign {
        let own = |Field { key, value }: &'a Field| Assignment { name: &key.value, value, site, catcher };
        all.extend(fields.iter().map(own));
    }
}

/// What is assigned, as far as it matters where a value is used: one shape for each type of JSON.
fn shape_of(value: &Value) -> Option<Shape> {
    let shape = match &value.kind {
        ValueKind::Null => Shape::Null,
        ValueKind::Bool(_) => Shape::Bool,
        ValueKind::Number(_) => Shape::Number,
        ValueKind::String(text) if is_open(text) => Shape::Any,
        ValueKind::String(_) => Shape::Text,
        ValueKind::Array(_) => Shape::list(Shape::Any),
        ValueKind::Object(_) => Shape::open(),
        ValueKind::Query(query) => match &query.tree {
            QueryTree::Intrinsic(call) => Shape::of_intrinsic(call.result()),
            QueryTree::Jsonata(expr) => Shape::of_jsonata(jsonata::literal_type(expr)),
            _ => Shape::Any,
        },
    };
    (!matches!(shape, Shape::Any | Shape::Null)).then_some(shape)
}

/// A place where a variable has to be of one type.
struct Needed<'a> {
    name: &'a str,
    place: Place,
    shape: Shape,
}

// A variable that is used as one type is of that type on every way.
fn check_types(cx: &mut Diagnostics, outline: &Outline, graph: &Graph, all: &[Assignment]) {
    // Nearly all variables are only ever of one type.
    let mut names = Index::default();
    let mut first: Vec<Option<Shape>> = Vec::new();
    let mut mixed: Vec<bool> = Vec::new();
    for it in all {
        let (at, is_new) = names.insert(it.name);
        let shape = shape_of(it.value);
        if is_new {
            first.push(shape);
            mixed.push(false);
        } else if let Some(shape) = shape {
            mixed[at] |= first[at].as_ref().is_some_and(|it| *it != shape);
            first[at].get_or_insert(shape);
        }
    }
    let is_mixed = |name: &str| names.get(name).is_some_and(|it| mixed[it]);
    if !mixed.contains(&true) {
        return;
    }
    let all: Vec<&Assignment> = all.iter().filter(|it| is_mixed(it.name)).collect();
    for (at, site) in outline.sites.iter().enumerate() {
        for used in uses(site.state).into_iter().filter(|it| is_mixed(it.name)) {
            // The variable is that of the nearest scope that assigns it.
            let (mut scope, mut around) = (site.scope, at);
            let own = loop {
                let is_own =
                    |it: &&&Assignment| it.name == used.name && outline.sites[it.site].scope == scope;
                let own: Vec<&Assignment> = all.iter().filter(is_own).copied().collect();
                match outline.scopes[scope].owner {
                    Some(owner) if own.is_empty() => {
                        around = owner;
                        scope = outline.sites[owner].scope;
                    }
                    _ => break own,
                }
            };
            let shapes = || own.iter().filter_map(|it| shape_of(it.value).map(|shape| (*it, shape)));
            if !shapes().any(|it| it.1 == used.shape) {
                continue;
            }
            let reaches = |it: &Assignment| reaches(outline, graph, &own, it, around);
            if let Some((other, shape)) = shapes().find(|it| it.1 != used.shape && reaches(it.0)) {
                let (wanted, found) = (used.shape.describe(), shape.describe());
                messages::several_types(cx, used.place, used.name, wanted, found, other.value.loc);
            }
        }
    }
}

/// Whether the value that is assigned may be that of the variable when `to` is entered.
fn reaches(outline: &Outline, graph: &Graph, own: &[&Assignment], from: &Assignment, to: usize) -> bool {
    let is_taken = |kind: EdgeKind| match (kind, from.catcher) {
        (EdgeKind::Catch(at), Some(catcher)) => at == catcher,
        (EdgeKind::Catch(_), None) => false,
        (_, catcher) => catcher.is_none(),
    };
    let assigns = |site: usize| own.iter().any(|it| it.site == site && it.catcher.is_none());
    let range = outline.scopes[outline.sites[from.site].scope].sites.clone();
    let mut seen = vec![false; range.len()];
    let mut todo: Vec<usize> =
        graph.edges[from.site].iter().filter(|it| is_taken(it.kind)).map(|it| it.to).collect();
    while let Some(at) = todo.pop() {
        if at == to {
            return true;
        }
        if std::mem::replace(&mut seen[at - range.start], true) {
            continue;
        }
        let is_choice = matches!(outline.sites[at].state.kind, StateKind::Choice(_));
        let goes_on = |kind: EdgeKind| matches!(kind, EdgeKind::Catch(_)) || is_choice || !assigns(at);
        todo.extend(graph.edges[at].iter().filter(|it| goes_on(it.kind)).map(|it| it.to));
    }
    false
}

fn uses(state: &State) -> Vec<Needed<'_>> {
    let mut found = Vec::new();
    if let StateKind::Choice(choice) = &state.kind {
        choice.rules.iter().for_each(|it| compared(&it.condition, &mut found));
    }
    let number = match &state.kind {
        StateKind::Wait(Some(Wait::Seconds(NumberField::Query(query)))) => Some(query),
        StateKind::Map(map) => match &map.max_concurrency {
            Some(NumberField::Query(query)) => Some(query),
            _ => None,
        },
        StateKind::Task(task) => match &task.timeout {
            Some(NumberField::Query(query)) => Some(query),
            _ => None,
        },
        _ => None,
    };
    if let Some(query) = number
        && let Some(name) = variable(query)
    {
        found.push(Needed { name, place: query.text.loc.into(), shape: Shape::Number });
    }
    for it in queries::of_state(state) {
        match &it.query.tree {
            QueryTree::Intrinsic(call) => {
                for call in call.calls() {
                    arguments(it.query, call, &mut found);
                }
            }
            QueryTree::Jsonata(expr) => operands(it.query, expr, &mut found),
            _ => {}
        }
    }
    found
}

/// The variable that a path is.
fn variable(query: &Query) -> Option<&str> {
    match query.path().map(|it| (&it.root, it.segments.as_slice()))? {
        (Root::Variable(name), []) => Some(name),
        _ => None,
    }
}

fn compared<'a>(condition: &'a Condition, found: &mut Vec<Needed<'a>>) {
    match &condition.kind {
        ConditionKind::And(items) | ConditionKind::Or(items) => {
            items.iter().for_each(|it| compared(it, found))
        }
        ConditionKind::Not(inner) => compared(inner, found),
        ConditionKind::Compare { variable: query, operator, .. } => {
            let shape = match operator.value.family() {
                Family::String | Family::Timestamp => Shape::Text,
                Family::Numeric => Shape::Number,
                Family::Boolean => Shape::Bool,
                Family::Is | Family::Open => return,
            };
            if let Some(name) = variable(query) {
                found.push(Needed { name, place: query.text.loc.into(), shape });
            }
        }
        _ => {}
    }
}

fn arguments<'a>(query: &'a Query, call: &'a intrinsic::Call, found: &mut Vec<Needed<'a>>) {
    let Some(function) = intrinsic::function(&call.name) else { return };
    for (position, arg) in call.args.iter().enumerate() {
        let shape = match function.parameter(position).map(|it| it.ty) {
            Some(ty @ (intrinsic::Type::Number | intrinsic::Type::Array)) => Shape::of_intrinsic(ty),
            _ => continue,
        };
        if let ArgKind::Path(path) = &arg.kind
            && let (Root::Variable(name), []) = (&path.root, path.segments.as_slice())
        {
            found.push(Needed { name, place: query.place(arg.range.clone()), shape });
        }
    }
}

fn operands<'a>(query: &'a Query, expr: &'a Expr, found: &mut Vec<Needed<'a>>) {
    if let ExprKind::Binary { op, lhs, rhs } = &expr.kind {
        for (side, other) in [(lhs, rhs), (rhs, lhs)] {
            let is_number = op.is_arithmetic()
                || matches!(op, BinaryOp::Equal | BinaryOp::NotEqual)
                    && matches!(other.kind, ExprKind::Number(_))
                || op.is_ordering() && matches!(other.kind, ExprKind::Number(_));
            if let ExprKind::Variable(name) = &side.kind
                && is_number
            {
                found.push(Needed { name, place: query.place(side.range.clone()), shape: Shape::Number });
            }
        }
    }
    expr.for_each_child(&mut |it| operands(query, it, found));
}

/// How calls begin that give as much as there is.
const MANY: &[&str] =
    &["list", "query", "scan", "search", "batchGet", "getObject", "getQueryResults", "getStatement"];

// Of a result that may be large, what is read is kept.
fn check_whole(cx: &mut Diagnostics, outline: &Outline, all: &[Assignment], results: &[Shape]) {
    let mut names = Index::default();
    // By name: who keeps it, and which members are large.
    let mut kept: Vec<(&Assignment, &str, Vec<&str>)> = Vec::new();
    for it in all.iter().filter(|it| it.catcher.is_none()) {
        let site = &outline.sites[it.site];
        if let (Some(call), Shape::Api(api)) = (site.call(), &results[it.site])
            && MANY.iter().any(|many| call.action.starts_with(many))
            && site.state.result_selector.is_none()
            && is_whole_result(it.value)
            && names.insert(it.name).1
        {
            kept.push((it, call.action, large_members(*api)));
        }
    }
    if kept.is_empty() {
        return;
    }
    // By name: how often it is read, and whether ever something large of it.
    let mut reads: Vec<(usize, bool)> = vec![(0, false); kept.len()];
    for site in &outline.sites {
        for found in queries::of_state(site.state) {
            parts(found.query, &mut |name, part| {
                if let Some(at) = names.get(name) {
                    reads[at].0 += 1;
                    reads[at].1 |= part.is_none_or(|it| kept[at].2.contains(&it));
                }
            });
        }
    }
    for ((it, action, large), read) in kept.iter().zip(reads) {
        if let (1.., false, [large, ..]) = (read.0, read.1, large.as_slice()) {
            messages::kept_whole(cx, it.value.loc, it.name, large, action);
        }
    }
}

/// `$` in the `Assign` of a Task, or `$states.result`.
fn is_whole_result(value: &Value) -> bool {
    let ValueKind::Query(query) = &value.kind else { return false };
    match &query.tree {
        QueryTree::Path(path) => path.root == Root::Document && path.segments.is_empty(),
        QueryTree::Jsonata(expr) => match &expr.kind {
            ExprKind::Path(steps) => match steps.as_slice() {
                [Expr { kind: ExprKind::Variable(root), .. }, Expr { kind: ExprKind::Name(part), .. }] => {
                    root == "states" && part == "result"
                }
                _ => false,
            },
            _ => false,
        },
        _ => false,
    }
}

/// The members that have as much in them as there is.
fn large_members(api: Typed) -> Vec<&'static str> {
    let is_large = |it: &Typed| matches!(it.kind(), Kind::List | Kind::Blob | Kind::Map);
    api.members().filter(|it| is_large(&it.1)).map(|it| it.0).collect()
}

/// Visits each variable that a query reads, with the first step into it; `None` for all of it.
fn parts(query: &Query, visit: &mut dyn FnMut(&str, Option<&str>)) {
    let mut path = |path: &Path| {
        if let Root::Variable(name) = &path.root {
            visit(
                name,
                match path.segments.first().map(|it| &it.kind) {
                    Some(SegmentKind::Name(name)) => Some(name),
                    _ => None,
                },
            );
        }
    };
    match &query.tree {
        QueryTree::Path(it) => path(it),
        QueryTree::Intrinsic(call) => call.paths().into_iter().for_each(|it| path(it.0)),
        QueryTree::Jsonata(expr) => parts_of_expression(expr, visit),
        QueryTree::Invalid => {}
    }
}

fn parts_of_expression(expr: &Expr, visit: &mut dyn FnMut(&str, Option<&str>)) {
    if let ExprKind::Path(steps) = &expr.kind
        && let [Expr { kind: ExprKind::Variable(name), .. }, step, rest @ ..] = steps.as_slice()
    {
        match &step.kind {
            ExprKind::Name(part) => visit(name, Some(part)),
            _ => visit(name, None),
        }
        rest.iter().for_each(|it| parts_of_expression(it, visit));
        return;
    }
    if let ExprKind::Variable(name) = &expr.kind {
        visit(name, None);
    }
    expr.for_each_child(&mut |it| parts_of_expression(it, visit));
}

// What grows with each round of a loop has a bound.
fn check_growth(cx: &mut Diagnostics, outline: &Outline, graph: &Graph, all: &[Assignment]) {
    let growing: Vec<(&Assignment, Place)> =
        all.iter().filter_map(|it| Some((it, grown(it.value, it.name)?))).collect();
    if growing.is_empty() {
        return;
    }
    for cycle in graph.cycles(&|it| graph.is_reached[it], &|_| true) {
        if bounds_cycle(outline, &cycle) {
            continue;
        }
        for (it, place) in growing.iter().filter(|it| cycle.contains(&it.0.site)) {
            literals::grows(cx, place.clone(), it.name);
        }
    }
}

/// Where `$append($xs, …)` or `[$xs, …]` adds results to the variable itself.
fn grown(value: &Value, name: &str) -> Option<Place> {
    let ValueKind::Query(query) = &value.kind else { return None };
    let expr = query.jsonata()?;
    let parts = match &expr.kind {
        ExprKind::Call { callee, args } if matches!(&callee.kind, ExprKind::Variable(it) if it == "append") => {
            args.as_slice()
        }
        ExprKind::Array(items) => items.as_slice(),
        _ => return None,
    };
    let is_own = |it: &Expr| matches!(&it.kind, ExprKind::Variable(variable) if variable == name);
    let adds_result = parts.iter().any(|it| it.to_string().contains("$states.result"));
    (parts.iter().any(is_own) && adds_result).then(|| query.place(expr.range.clone()))
}
