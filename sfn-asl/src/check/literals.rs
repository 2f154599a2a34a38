//! Data in the document: numbers and sizes that do not survive, values that are made the wrong way, names that cannot
//! be logged.

use super::advice;
use super::outline::{Outline, Site};
use crate::diag::messages::literals as messages;
use crate::diag::{Diagnostics, Place};
use crate::machine::{State, StateKind};
use crate::query::intrinsic;
use crate::query::jsonata::{Expr, ExprKind};
use crate::resource::{Resource, range_of};
use crate::value::{Query, QueryTree, Value, ValueKind, is_open};

/// "256 KiB of data as a UTF-8 encoded string"
const LARGEST_PAYLOAD: usize = 262_144;
/// 2^53
const LARGEST_INTEGER: u128 = 9_007_199_254_740_992;

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline, length: Option<usize>) {
    // What is in a short document is short.
    let may_be_large = length.is_none_or(|it| it > LARGEST_PAYLOAD / 4);
    for site in &outline.sites {
        each_value(site.state, &mut |value| {
            if may_be_large {
                check_size(cx, value);
            }
            check_value(cx, None, value);
        });
        check_names(cx, site);
    }
}

/// Calls `visit` with everything in the state that is data, or makes some.
fn each_value<'a>(state: &'a State, visit: &mut dyn FnMut(&'a Value)) {
    let mut all = |values: &[&'a Option<Value>]| {
        for value in values.iter().copied().flatten() {
            visit(value);
        }
    };
    all(&[&state.arguments, &state.result_selector, &state.assign, &state.output]);
    match &state.kind {
        StateKind::Pass { result } => all(&[result]),
        StateKind::Map(map) => {
            all(&[&map.items, &map.item_selector]);
            if let Some(batcher) = &map.item_batcher {
                all(&[&batcher.batch_input]);
            }
        }
        StateKind::Choice(choice) => {
            for rule in &choice.rules {
                all(&[&rule.assign, &rule.output]);
            }
        }
        _ => {}
    }
    for catcher in state.catch.as_deref().unwrap_or_default() {
        all(&[&catcher.assign, &catcher.output]);
    }
}

// What a state is given, and what it gives, is no larger than a payload may be.
fn check_size(cx: &mut Diagnostics, value: &Value) {
    if let Some(size) = size(value).filter(|it| *it > LARGEST_PAYLOAD) {
        messages::payload_too_large(cx, value.loc, size, LARGEST_PAYLOAD);
    }
}

/// Bytes of the JSON, without what is known only later; `None` if a text is.
fn size(value: &Value) -> Option<usize> {
    Some(match &value.kind {
        ValueKind::Null | ValueKind::Bool(true) => 4,
        ValueKind::Bool(false) => 5,
        ValueKind::Number(number) => number.len(),
        ValueKind::String(text) => text_size(text)?,
        ValueKind::Query(_) => 0,
        ValueKind::Array(items) => {
            let mut all = 1 + items.len().max(1);
            for item in items {
                all += size(item)?;
            }
            all
        }
        ValueKind::Object(fields) => {
            let mut all = 1 + fields.len().max(1);
            for field in fields {
                all += text_size(&field.key.value)? + 1 + size(&field.value)?;
            }
            all
        }
    })
}

fn text_size(text: &str) -> Option<usize> {
    if is_open(text) { None } else { Some(text.len() + 2) }
}

// Whole numbers are kept as binary64 by most of those who read them; what nobody may guess is not random.
fn check_value(cx: &mut Diagnostics, key: Option<&str>, value: &Value) {
    match &value.kind {
        ValueKind::Number(number) if is_imprecise(number) => {
            messages::imprecise(cx, value.loc.into(), number)
        }
        ValueKind::Array(items) => items.iter().for_each(|it| check_value(cx, key, it)),
        ValueKind::Object(fields) => {
            fields.iter().for_each(|it| check_value(cx, Some(&it.key.value), &it.value));
        }
        ValueKind::Query(query) => {
            if let QueryTree::Jsonata(expr) = &query.tree {
                each_number(expr, &mut |number, it| {
                    messages::imprecise(cx, query.place(it.range.clone()), number);
                });
            }
            if let Some(key) = key {
                check_random(cx, key, query);
            }
        }
        _ => {}
    }
}

fn each_number(expr: &Expr, visit: &mut dyn FnMut(&str, &Expr)) {
    if let ExprKind::Number(number) = &expr.kind
        && is_imprecise(number)
    {
        visit(number, expr);
    }
    expr.for_each_child(&mut |it| each_number(it, visit));
}

/// Whether it is a whole number that binary64 may not hold.
fn is_imprecise(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    digits.len() >= 16
        && digits.bytes().all(|it| it.is_ascii_digit())
        && !digits.parse::<u128>().is_ok_and(|it| it <= LARGEST_INTEGER)
}

/// Names of values that nobody may guess, beside those of [`advice`].
const UNGUESSABLE: &[&str] = &[
    "otp",
    "passcode",
    "pin",
    "pincode",
    "token",
    "accesstoken",
    "sessiontoken",
    "verificationcode",
    "nonce",
    "salt",
];

// What nobody may guess is not made by `States.MathRandom`.
fn check_random(cx: &mut Diagnostics, key: &str, query: &Query) {
    let random = match &query.tree {
        QueryTree::Intrinsic(call) => is_random(call).then_some("States.MathRandom"),
        QueryTree::Jsonata(_) => query.text.value.contains("$random(").then_some("$random"),
        _ => None,
    };
    if let Some(function) = random
        && (advice::is_named(key, UNGUESSABLE) || advice::is_secret(key))
    {
        messages::guessable(cx, query.text.loc, key, function);
    }
}

fn is_random(call: &intrinsic::Call) -> bool {
    call.calls().iter().any(|it| it.name == "States.MathRandom")
}

// Names in ARNs are logged by CloudWatch, which takes ASCII.
fn check_names(cx: &mut Diagnostics, site: &Site) {
    match (&site.state.kind, &site.resource) {
        (StateKind::Task(task), Some(Resource::Activity { name })) if is_unlogged(name) => {
            let range = range_of(&task.resource.value, name);
            messages::not_logged(cx, Place::within(task.resource.loc, range), "activity", name);
        }
        (StateKind::Map(map), _) => {
            if let Some(label) = map.label.as_ref().filter(|it| is_unlogged(&it.value)) {
                messages::not_logged(cx, label.loc.into(), "label", &label.value);
            }
        }
        _ => {}
    }
}

fn is_unlogged(name: &str) -> bool {
    !name.is_ascii() && !is_open(name)
}
