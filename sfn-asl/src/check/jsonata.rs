//! The query language of states, and what their expressions give.

use super::outline::{Outline, Site};
use super::queries::{Field, Found, Wanted};
use super::retry;
use crate::diag::messages::{flow, jsonata as messages};
use crate::diag::{Code, Diagnostics};
use crate::machine::{QueryLanguage, State, StateKind};
use crate::query::QueryError;
use crate::query::jsonata::{self, Expr, ExprKind, FieldContext, Type};
use crate::value::is_open;

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    check_downgrade(cx, outline);
}

// A state of a JSONata machine is JSONata.
fn check_downgrade(cx: &mut Diagnostics, outline: &Outline) {
    let Some(machine) = &outline.machine.query_language else { return };
    if machine.value == QueryLanguage::JsonPath {
        return;
    }
    for language in outline.sites.iter().filter_map(|it| it.state.query_language.as_ref()) {
        if language.value == QueryLanguage::JsonPath {
            messages::downgrade(cx, language.loc, machine.loc);
        }
    }
}

// An expression is free of proven mistakes, and reads only what its field has.
pub(super) fn check_expression(cx: &mut Diagnostics, site: &Site, found: &Found) {
    let Some(expr) = found.query.jsonata() else { return };
    if is_open(&found.query.text.value) {
        return;
    }
    for error in jsonata::check(expr, &context(site, found.field)) {
        let place = found.query.place(error.range.clone());
        let is_certain = is_certain(&error);
        messages::in_query(cx, place, error, is_certain);
    }
}

/// Whether nothing can come of it. The service may have fields of the context object that are newer than our table: what
/// is unknown to it, and resembles nothing, is only likely to be wrong. A function that is newer can be allowed.
pub(super) fn is_certain(error: &QueryError) -> bool {
    let resembles = error.help.as_ref().is_some_and(|it| it.starts_with("did you mean"));
    match error.code {
        Code(6010) => resembles,
        _ => true,
    }
}

/// Whether the state catches the failure of this expression, so that the execution goes on: somebody may count on that.
pub(super) fn is_caught(state: &State, found: &Found) -> bool {
    found.query.jsonata().is_some() && found.field != Field::Catcher && catches(state)
}

/// Whether the state catches `States.QueryEvaluationError`.
pub(super) fn catches(state: &State) -> bool {
    const NAMES: &[&str] = &[retry::ALL, "States.TaskFailed", "States.QueryEvaluationError"];
    let mut names = state.catch.iter().flatten().flat_map(|it| &it.error_equals);
    names.any(|it| NAMES.contains(&it.value.as_str()))
}

/// What `$states` holds: the result where there is one, the error in a catcher.
fn context(site: &Site, field: Field) -> FieldContext {
    FieldContext {
        result: has_result(site) && matches!(field, Field::Assign | Field::Output),
        error_output: field == Field::Catcher,
    }
}

/// Whether the state does work, which has a result, and whose failure can be caught.
fn has_result(site: &Site) -> bool {
    matches!(site.state.kind, StateKind::Task(_) | StateKind::Parallel { .. } | StateKind::Map(_))
}

// An expression that is a whole field gives what the field takes.
pub(super) fn check_result(cx: &mut Diagnostics, found: &Found) {
    let Some(given) = found.query.jsonata().and_then(jsonata::literal_type) else { return };
    let (field, wanted, fits) = match found.wanted {
        Wanted::Any => return,
        Wanted::Number(field) => (field, "a number", given == Type::Number),
        Wanted::String(field) => (field, "a string", given == Type::String),
        Wanted::Boolean(field) => (field, "true or false", given == Type::Boolean),
        // A distributed Map takes an object, too.
        Wanted::Array(field) => (field, "an array", matches!(given, Type::Array | Type::Object)),
    };
    if !fits && !is_open(&found.query.text.value) {
        messages::wrong_result(cx, found.query.text.loc, field, wanted, given);
    }
}

/// A range of more numbers than this is large; 900,000 were too many (recorded).
const LARGE_RANGE: f64 = 100_000.0;

// What a filter finds is an array only if it is more than one; and a range is not large.
pub(super) fn advise(cx: &mut Diagnostics, found: &Found) {
    let Some(expr) = found.query.jsonata() else { return };
    if let Wanted::Array(field) = found.wanted
        && collapses(expr)
    {
        flow::singleton(cx, found.query.text.loc.into(), field);
    }
    check_ranges(cx, found, expr);
    for doubt in jsonata::doubts(expr) {
        let place = found.query.place(doubt.range.clone());
        messages::in_query(cx, place, doubt, false);
    }
}

/// Whether the result is a filtered sequence, which is no array if it has one item.
fn collapses(expr: &Expr) -> bool {
    match &expr.kind {
        // A number picks one item, and whatever else is computed may be a number.
        ExprKind::Filter { base, predicate } => {
            jsonata::literal_type(predicate) == Some(Type::Boolean)
                || matches!(predicate.kind, ExprKind::Name(_) | ExprKind::Path(_))
                || collapses(base)
        }
        ExprKind::Path(steps) => steps.iter().any(collapses),
        ExprKind::Sort { base, .. } => collapses(base),
        ExprKind::Call { callee, args } => {
            matches!(&callee.kind, ExprKind::Variable(name) if name == "filter") && args.len() == 2
        }
        _ => false,
    }
}

fn check_ranges(cx: &mut Diagnostics, found: &Found, expr: &Expr) {
    if let ExprKind::Range(first, last) = &expr.kind
        && let (ExprKind::Number(first), ExprKind::Number(last)) = (&first.kind, &last.kind)
        && let (Ok(first), Ok(last)) = (first.parse::<f64>(), last.parse::<f64>())
        && last - first >= LARGE_RANGE
    {
        flow::large_range(cx, found.query.place(expr.range.clone()));
    }
    expr.for_each_child(&mut |it| check_ranges(cx, found, it));
}
