//! Retriers and catchers.

use super::fields::{CATCHER, RETRIER};
use super::object::Object;
use super::query::RESULT_PATH;
use crate::diag::Diagnostics;
use crate::diag::messages::fields as messages;
use crate::machine::{Catcher, Retrier};
use crate::value::{Text, ValueKind};

pub(super) fn retriers(cx: &mut Diagnostics, state: &Object) -> Option<Vec<Retrier>> {
    let entries = state.list(cx, "Retry")?;
    let objects = entries.iter().filter_map(|it| Object::new(cx, it, RETRIER, state.language));
    let objects: Vec<Object> = objects.collect();
    Some(objects.iter().map(|it| retrier(cx, it)).collect())
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
    let entries = state.list(cx, "Catch")?;
    let objects = entries.iter().filter_map(|it| Object::new(cx, it, CATCHER, state.language));
    let objects: Vec<Object> = objects.collect();
    Some(objects.iter().map(|it| catcher(cx, it)).collect())
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
