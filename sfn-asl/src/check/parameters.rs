//! Parameters: what the service takes for them, as far as it is written.

use super::outline::Outline;
use crate::catalog::{self, Limit, Rule};
use crate::diag::Diagnostics;
use crate::diag::messages::parameters as messages;
use crate::machine::StateKind;
use crate::query::jsonpath::Root;
use crate::resource::Resource;
use crate::value::{Field, Text, Value, ValueKind, is_open};

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    for site in &outline.sites {
        let (StateKind::Task(_), Some(arguments)) = (&site.state.kind, &site.state.arguments) else {
            continue;
        };
        let limits = match &site.resource {
            Some(Resource::Integration(call)) => {
                catalog::action(call.service, call.action).map_or(&[][..], |it| it.limits)
            }
            Some(Resource::Sdk(call)) => {
                let row = catalog::SDK_LIMITS.iter().find(|it| it.0 == call.service && it.1 == call.action);
                row.map_or(&[][..], |it| it.2)
            }
            _ => &[],
        };
        for limit in limits {
            check_at(cx, arguments, limit.0, limit);
        }
    }
}

// Each value that the limit's path leads to is as the service takes it.
fn check_at(cx: &mut Diagnostics, value: &Value, path: &'static str, limit: &Limit) {
    if path.is_empty() {
        return check_object(cx, value, limit.1);
    }
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let (name, is_each) = first.strip_suffix("[]").map_or((first, false), |it| (it, true));
    let ValueKind::Object(fields) = &value.kind else { return };
    for field in fields.iter().filter(|it| name.starts_with('{') || it.key.value == name) {
        if name == "{key}" {
            check_text(cx, &Text::new("key".to_owned(), field.key.loc), &field.key.value, limit);
        } else if let (true, ValueKind::Array(items)) = (is_each, &field.value.kind) {
            for item in items {
                step(cx, fields, &field.key, item, rest, limit);
            }
        } else if !is_each {
            step(cx, fields, &field.key, &field.value, rest, limit);
        }
    }
}

fn step(
    cx: &mut Diagnostics,
    siblings: &[Field],
    key: &Text,
    value: &Value,
    rest: &'static str,
    limit: &Limit,
) {
    if rest.is_empty() {
        check_value(cx, siblings, key, value, limit);
    } else {
        check_at(cx, value, rest, limit);
    }
}

fn check_value(cx: &mut Diagnostics, siblings: &[Field], key: &Text, value: &Value, limit: &Limit) {
    let name = key.value.as_str();
    let sibling = |name: &str| siblings.iter().find(|it| it.key.value == name);
    match (limit.1, &value.kind) {
        (Rule::Without(other), _) => {
            if let Some(other) = sibling(other) {
                messages::both(cx, key, &other.key);
            }
        }
        (Rule::WithoutBoth(other), kind) => {
            let is_zero = |it: &ValueKind| matches!(it, ValueKind::Number(text) if text.parse() == Ok(0.0));
            if let Some(other) = sibling(other).filter(|it| !is_zero(kind) && !is_zero(&it.value.kind)) {
                messages::both(cx, key, &other.key);
            }
        }
        (Rule::Needs(other), _)
            if sibling(other).is_none() && !siblings.iter().any(|it| is_open(&it.key.value)) =>
        {
            messages::needs_sibling(cx, key, other);
        }
        (Rule::Since(label, since), _) => {
            let older = sibling(label).and_then(|it| match &it.value.kind {
                ValueKind::String(text) if !is_open(text) => Some((it, text.as_str())),
                _ => None,
            });
            if let Some((label, text)) = older
                && catalog::release(text).is_some_and(|it| it < since)
            {
                messages::since(cx, key, label.value.loc, text, since);
            }
        }
        (Rule::Before(other), ValueKind::String(start)) => {
            // Timestamps of one form are in the order of their text.
            let is_utc = |it: &str| it.len() == 20 && it.ends_with('Z');
            if let Some(other) = sibling(other)
                && let ValueKind::String(end) = &other.value.kind
                && is_utc(start)
                && is_utc(end)
                && start >= end
            {
                messages::before(cx, value.loc, name, &other.key.value, other.value.loc);
            }
        }
        (rule @ (Rule::OneOf(_) | Rule::Where(..) | Rule::Nested(..) | Rule::By(_)), _) => {
            check_object(cx, value, rule)
        }
        (Rule::EndsNeeds(end, needs), ValueKind::String(text))
            if text.ends_with(end) && sibling(needs).is_none() =>
        {
            messages::needs(cx, value.loc, end, needs);
        }
        (Rule::Range(least, most), ValueKind::Number(text))
            if text.parse::<f64>().is_ok_and(|it| it < least || it > most || it.fract() != 0.0) =>
        {
            messages::range(cx, value.loc, name, least, most);
        }
        (Rule::Least(least), ValueKind::Number(text)) if text.parse::<f64>().is_ok_and(|it| it < least) => {
            messages::least(cx, value.loc, name, least);
        }
        (Rule::Count(least, most), ValueKind::Array(items)) => {
            count(cx, value, name, items.len(), least, most);
        }
        (Rule::Count(least, most), ValueKind::Object(fields)) => {
            count(cx, value, name, fields.len(), least, most);
        }
        (Rule::Count(..), ValueKind::String(text)) if !is_open(text) => messages::list(cx, value.loc, name),
        (Rule::List, ValueKind::Query(query)) => {
            // What the context says of the Task is text.
            let is_text = |it: &crate::query::jsonpath::Path| {
                it.root == Root::Context && query.as_written().starts_with("$$.Task.")
            };
            if query.path().is_some_and(is_text) {
                messages::list(cx, value.loc, name);
            }
        }
        (Rule::List, ValueKind::String(text)) if is_open(text) => {}
        (Rule::List, kind) if !matches!(kind, ValueKind::Array(_)) => messages::list(cx, value.loc, name),
        (
            Rule::Text,
            ValueKind::Number(_) | ValueKind::Bool(_) | ValueKind::Array(_) | ValueKind::Object(_),
        ) => {
            messages::text(cx, value.loc, name);
        }
        (_, ValueKind::String(text)) => {
            let place = Text::new(name.to_owned(), value.loc);
            check_text(cx, &place, text, limit);
        }
        _ => {}
    }
}

/// `named` has the parameter's name, at the place of the text.
fn check_text(cx: &mut Diagnostics, named: &Text, text: &str, limit: &Limit) {
    if is_open(text) {
        return;
    }
    let name = named.value.as_str();
    match limit.1 {
        Rule::Length(least, most) => {
            let length = text.chars().count();
            if length < least || length > most {
                messages::length(cx, named.loc, name, length, least, most);
            }
        }
        Rule::Begins(start) if !text.starts_with(start) => messages::begins(cx, named.loc, name, start),
        Rule::BeginsNot(start) if text.starts_with(start) => messages::begins_not(cx, named.loc, name, start),
        Rule::Of(fits, words) if !text.chars().all(fits) => messages::characters(cx, named.loc, name, words),
        Rule::Among(values) if !values.contains(&text) => messages::among(cx, named.loc, name, text, values),
        Rule::Like(fits, words) if !text.is_empty() && !fits(text) => {
            messages::form(cx, named.loc, name, words)
        }
        _ => {}
    }
}

/// What holds for an object as a whole.
fn check_object(cx: &mut Diagnostics, value: &Value, rule: Rule) {
    match rule {
        Rule::OneOf(names) => check_one_of(cx, value, names),
        Rule::Where(field, is, limits) => {
            let holds =
                value.get(field).is_some_and(|it| matches!(&it.kind, ValueKind::String(it) if it == is));
            for limit in limits.iter().filter(|_| holds) {
                check_at(cx, value, limit.0, limit);
            }
        }
        Rule::Nested(field, limits) => {
            for limit in limits {
                check_at(cx, value, limit.0, limit);
            }
            if let Some(ValueKind::Array(items)) = value.get(field).map(|it| &it.kind) {
                for item in items {
                    check_object(cx, item, rule);
                }
            }
        }
        Rule::By(check) => check(cx, value),
        _ => {}
    }
}

fn check_one_of(cx: &mut Diagnostics, value: &Value, names: &[&str]) {
    if let ValueKind::Object(fields) = &value.kind
        && !fields.iter().any(|it| names.contains(&it.key.value.as_str()) || is_open(&it.key.value))
    {
        messages::one_of(cx, value.loc, names);
    }
}

fn count(cx: &mut Diagnostics, value: &Value, name: &str, count: usize, least: usize, most: usize) {
    if count < least || count > most {
        messages::count(cx, value.loc, name, count, least, most);
    }
}
