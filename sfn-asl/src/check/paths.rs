//! Paths into the context object.

use super::jsonata;
use super::outline::{Outline, Site};
use super::queries::{Field, Found, Reads};
use crate::diag::Diagnostics;
use crate::diag::messages::{jsonata as messages, tasks};
use crate::machine::StateKind;
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
