//! Retriers and catchers.

use super::fields::{CATCHER, RETRIER, Shape};
use super::object::Object;
use super::query::RESULT_PATH;
use crate::diag::Diagnostics;
use crate::diag::messages::fields as messages;
use crate::machine::{Catcher, Retrier};
use crate::value::{Text, ValueKind};

/// The entries of the list `field`. All of them are read before what is in one.
fn objects<'v>(
    cx: &mut Diagnostics,
    state: &Object<'v>,
    field: &str,
    shape: Shape,
) -> Option<Vec<Object<'v>>> {
    let mut objects = Vec::new();
    for entry in state.list(cx, field)? {
        objects.extend(Object::new(cx, entry, shape, state.language));
    }
    Some(objects)
}

pub(super) fn retriers(cx: &mut Diagnostics, state: &Object) -> Option<Vec<Retrier>> {
    let mut retriers = Vec::new();
    for object in objects(cx, state, "Retry", RETRIER)? {
        retriers.push(retrier(cx, &object));
    }
    Some(retriers)
}

fn retrier(cx: &mut Diagnostics, object: &Object) -> Retrier {
    Retrier {
        loc: object.loc,
        comment: object.text(cx, "Comment"),
        error_equals: error_equals(cx, object),
        interval_seconds: object.number(cx, "IntervalSeconds"),
        max_attempts: object.number(cx, "MaxAttempts"),
        backoff_rate: object.number(cx, "BackoffRate"),
        max_delay_seconds: object.number(cx, "MaxDelaySeconds"),
        jitter_strategy: object.text(cx, "JitterStrategy"),
    }
}

pub(super) fn catchers(cx: &mut Diagnostics, state: &Object) -> Option<Vec<Catcher>> {
    let mut catchers = Vec::new();
    for object in objects(cx, state, "Catch", CATCHER)? {
        catchers.push(catcher(cx, &object));
    }
    Some(catchers)
}

fn catcher(cx: &mut Diagnostics, object: &Object) -> Catcher {
    if object.value("Next").is_none() {
        messages::catcher_without_next(cx, object.loc);
    }
    Catcher {
        loc: object.loc,
        comment: object.text(cx, "Comment"),
        error_equals: error_equals(cx, object),
        result_path: object.path_or_null(cx, "ResultPath", RESULT_PATH),
        output: object.template(cx, "Output"),
        assign: object.object_template(cx, "Assign"),
        next: object.text(cx, "Next"),
    }
}

fn error_equals(cx: &mut Diagnostics, object: &Object) -> Vec<Text> {
    let Some(value) = object.value("ErrorEquals") else {
        messages::error_equals(cx, object.loc, object.name, None);
        return Vec::new();
    };
    let names = match &value.kind {
        ValueKind::Array(names) if !names.is_empty() => names,
        other => {
            messages::error_equals(cx, value.loc, object.name, Some(other));
            return Vec::new();
        }
    };
    let mut read = Vec::with_capacity(names.len());
    for name in names {
        match &name.kind {
            ValueKind::String(text) => read.push(Text::new(text.clone(), name.loc)),
            other => messages::error_name(cx, name.loc, other),
        }
    }
    read
}
