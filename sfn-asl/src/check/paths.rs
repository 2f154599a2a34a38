//! Paths into the context object.

use super::jsonata;
use super::outline::{Outline, Site};
use super::queries::{Field, Found, Reads};
use crate::diag::Diagnostics;
use crate::diag::messages::{flow, jsonata as messages, tasks};
use crate::machine::StateKind;
use crate::query::intrinsic::{self, ArgKind, Type};
use crate::query::jsonpath::SegmentKind;
use crate::query::{QueryError, jsonpath};
use crate::value::{Query, QueryTree, is_open};

// A path into the context object leads to what is there.
pub(super) fn check_context(cx: &mut Diagnostics, query: &Query) {
    let mut report = |error: QueryError| {
        if !is_open(&query.text.value) {
            let place = query.place(error.range.clone());
            let is_certain = jsonata::is_certain(&error);
            messages::in_query(cx, place, error, is_certain);
        }
    };
    match &query.tree {
        QueryTree::Path(path) => jsonpath::check_context(path).into_iter().for_each(&mut report),
        QueryTree::Intrinsic(call) => {
            for (path, _) in call.paths() {
                jsonpath::check_context(path).into_iter().for_each(&mut report);
            }
        }
        // Part of the check of the expression.
        QueryTree::Jsonata(_) | QueryTree::Invalid => {}
    }
}

// What works, and probably not as meant; and a list where a function takes one value.
pub(super) fn advise(cx: &mut Diagnostics, query: &Query) {
    let QueryTree::Intrinsic(call) = &query.tree else { return };
    if is_open(&query.text.value) {
        return;
    }
    for warning in intrinsic::advise(call) {
        let place = query.place(warning.range.clone());
        messages::in_query(cx, place, warning, false);
    }
    for call in call.calls() {
        let Some(function) = intrinsic::function(&call.name) else { continue };
        for (position, arg) in call.args.iter().enumerate() {
            let ArgKind::Path(path) = &arg.kind else { continue };
            let is_computed =
                matches!(path.segments.last().map(|it| &it.kind), Some(SegmentKind::Function { .. }));
            let takes = function.parameter(position).map(|it| it.ty);
            let is_scalar = matches!(takes, Some(Type::String | Type::Number | Type::Bool | Type::Object));
            let is_slot = call.name == "States.Format" && position > 0;
            if !path.is_definite() && !is_computed && (is_scalar || is_slot) {
                flow::list_for_scalar(cx, query.place(arg.range.clone()), &call.name, is_scalar);
            }
        }
    }
}

// `Task` is in the context of Tasks that have a token, `Map` in that of a Map's item fields and of the states inside
// a Map (where the guide does not promise it, but inline Maps have it).
pub(super) fn check_parts(
    cx: &mut Diagnostics,
    outline: &Outline,
    site: &Site,
    found: &Found,
    reads: &Reads,
) {
    for (steps, range) in &reads.context {
        let place = found.query.place(range.clone());
        // A misspelt path was reported as such.
        if !jsonpath::is_context(steps) {
            continue;
        }
        match steps.first() {
            Some(&"Task") if !has_token(site) => tasks::no_token(cx, place, site.state.kind.name()),
            Some(&"Map") if !has_item(outline, site, found.field) => tasks::no_item(cx, place),
            _ => {}
        }
    }
}

fn has_token(site: &Site) -> bool {
    site.resource.is_some_and(|it| it.has_token() != Some(false))
}

fn has_item(outline: &Outline, site: &Site, field: Field) -> bool {
    let is_item_field =
        matches!(site.state.kind, StateKind::Map(_)) && matches!(field, Field::Item | Field::Before);
    is_item_field || outline.is_inside_map(site.scope)
}
