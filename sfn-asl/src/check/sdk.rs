//! Calls of the AWS SDK: the service, the action, what it is given and which errors it raises, by the catalogue.
//!
//! As lenient as AWS is: a text may be given as any JSON, numbers and booleans as text; what is known only later is
//! only held against names.

use super::outline::{Outline, Site};
use crate::catalog;
use crate::diag::messages::sdk::{self as messages, Owner};
use crate::diag::{Diagnostics, Loc, Place, suggest};
use crate::machine::{StateKind, Task};
use crate::resource::{Call, Pattern, Resource, range_of};
use crate::value::{Field, Text, Value, ValueKind, is_open};
use sfn_catalog::{Action, Availability, Kind, Service, Shape, Support};

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    for site in &outline.sites {
        if let (StateKind::Task(task), Some(Resource::Sdk(call))) = (&site.state.kind, &site.resource)
            && !is_open(call.service)
        {
            check_call(cx, site, task, call);
        }
    }
}

fn place(text: &Text, part: &str) -> Place {
    Place::within(text.loc, range_of(&text.value, part))
}

// The service is one that Step Functions calls, and has the action.
fn check_call(cx: &mut Diagnostics, site: &Site, task: &Task, call: &Call) {
    let at = place(&task.resource, call.service);
    let Some(service) = sfn_catalog::service(call.service) else {
        return messages::unknown_service(cx, at, call, &meant_service(call));
    };
    match service.availability() {
        Availability::Documented | Availability::Newer => {}
        Availability::LeftOut => messages::not_listed(cx, at, call),
        Availability::OwnEndpoint => return messages::own_endpoint(cx, at, call),
        Availability::Retired => return messages::retired(cx, at, call),
    }
    check_errors(cx, site, call, service);
    if is_open(call.action) {
        return;
    }
    let at = place(&task.resource, call.action);
    let Some(action) = service.action(call.action) else {
        let near = nearest(call.action, service.actions().map(|it| it.name()));
        return messages::unknown_action(cx, at, call, near);
    };
    let why = match action.support() {
        Support::Offered => return check_parameters(cx, site, call, action),
        Support::Unsupported => "",
        Support::EventStream => ", which is a stream of events",
    };
    let optimised =
        catalog::services().find(|it| it.sdk == Some(call.service) && it.action(call.action).is_some());
    let instead = optimised.map(|it| format!("{}:{}", it.name, call.action));
    messages::unsupported_action(cx, at, call, why, instead.as_deref());
}

/// Services that an unknown one may stand for: those that are called so elsewhere, or nearly so.
fn meant_service(call: &Call) -> Vec<&'static str> {
    let lower = call.service.to_ascii_lowercase();
    let plain: String = lower.chars().filter(char::is_ascii_alphanumeric).collect();
    let exact = [&lower, &plain].into_iter().find_map(|it| sfn_catalog::service(it));
    if let Some(service) = exact {
        return vec![service.name()];
    }
    let known = [&lower, &plain].into_iter().map(|it| sfn_catalog::known_as(it).collect::<Vec<_>>());
    let mut known = known.max_by_key(Vec::len).unwrap_or_default();
    let has_action = |it: &Service| it.action(call.action).is_some();
    if known.iter().any(has_action) {
        known.retain(has_action);
    }
    if known.is_empty() {
        return nearest(call.service, sfn_catalog::services().map(|it| it.name())).into_iter().collect();
    }
    known.iter().take(3).map(|it| it.name()).collect()
}

/// The nearest name, or one that goes on where this one ends, or ends where it goes on.
fn nearest<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.trim();
    let names: Vec<&str> = names.collect();
    let goes_on = |long: &str, short: &str| {
        short.len() >= 3 && long.get(..short.len()).is_some_and(|it| it.eq_ignore_ascii_case(short))
    };
    let alike = |it: &&str| goes_on(it, wrong) || goes_on(wrong, it);
    suggest::nearest(wrong, names.iter().copied()).or_else(|| names.iter().copied().find(alike))
}

// What is given fits. A call without parameters gets the state's input, and so does what an expression gives.
fn check_parameters(cx: &mut Diagnostics, site: &Site, call: &Call, action: Action) {
    let Some(Value { kind: ValueKind::Object(fields), loc }) = &site.state.arguments else { return };
    let at = At { call, parent: None, part: Part::Member("") };
    match action.input() {
        Some(shape) => check_members(cx, &at, shape, false, fields, *loc),
        None => {
            for field in fields.iter().filter(|it| !is_open(&it.key.value)) {
                messages::unknown_member(cx, &field.key, &at.owner(), None);
            }
        }
    }
}

/// Where in the parameters a value stands.
struct At<'a> {
    call: &'a Call<'a>,
    parent: Option<&'a At<'a>>,
    part: Part<'a>,
}

enum Part<'a> {
    Member(&'a str),
    Item(usize),
}

impl<'a> At<'a> {
    fn inside(&'a self, part: Part<'a>) -> At<'a> {
        At { call: self.call, parent: Some(self), part }
    }

    fn owner(&self) -> Owner<'_> {
        let mut path = String::new();
        self.write(&mut path);
        Owner { call: self.call, path }
    }

    fn write(&self, path: &mut String) {
        let Some(parent) = self.parent else { return };
        parent.write(path);
        match self.part {
            Part::Item(index) => path.push_str(&format!("[{index}]")),
            Part::Member(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
            }
        }
    }
}

// A structure has the members that it is given, and is given those that it needs.
fn check_members(cx: &mut Diagnostics, at: &At, shape: Shape, is_union: bool, fields: &[Field], loc: Loc) {
    let mut unknown: Vec<&Text> = Vec::new();
    let mut is_known = true;
    for field in fields {
        let key = &field.key.value;
        if is_open(key) {
            is_known = false;
        } else if let Some(member) = shape.member(key) {
            check_value(cx, &at.inside(Part::Member(key)), member.shape, &field.value);
        } else {
            unknown.push(&field.key);
        }
    }
    let has = |name: &str| fields.iter().any(|it| it.key.value == name);
    let names = || shape.members().map(|it| it.name);
    let mut meant: Vec<&Text> = Vec::new();
    for missing in shape.required().filter(|it| is_known && !has(it.name)) {
        let misspelt = unknown.iter().copied().find(|key| {
            let near = nearest(&key.value, names().filter(|it| !has(it)));
            near == Some(missing.name) && !meant.contains(key)
        });
        meant.extend(misspelt);
        messages::missing_member(cx, loc, &at.owner(), missing.name, misspelt);
    }
    let is_one = is_union && is_known && unknown.is_empty();
    for key in unknown.into_iter().filter(|it| !meant.contains(it)) {
        let near = nearest(&key.value, names().filter(|it| !has(it)));
        messages::unknown_member(cx, key, &at.owner(), near);
    }
    if is_one && fields.len() != 1 {
        let names: Vec<&str> = names().collect();
        messages::not_one_member(cx, loc, &at.owner(), fields.len(), &names);
    }
}

// A value is of the kind that is wanted, or is taken for it.
fn check_value(cx: &mut Diagnostics, at: &At, shape: Shape, value: &Value) {
    use Kind::*;
    let wanted = match (shape.kind(), &value.kind) {
        // Not known yet; `null` is as good as absent.
        (_, ValueKind::Query(_) | ValueKind::Null) => return,
        (_, ValueKind::String(text)) if is_open(text) || has_blank(text) => return,
        (Enum { grows }, ValueKind::String(text)) => {
            return check_enum(cx, at, shape, text, grows, value.loc);
        }
        (Struct { is_union }, ValueKind::Object(fields)) => {
            return check_members(cx, at, shape, is_union, fields, value.loc);
        }
        (Map, ValueKind::Object(fields)) => {
            let Some(element) = shape.element() else { return };
            for field in fields {
                check_value(cx, &at.inside(Part::Member(&field.key.value)), element, &field.value);
            }
            return;
        }
        (List, ValueKind::Array(items)) => {
            let Some(element) = shape.element() else { return };
            for (index, item) in items.iter().enumerate() {
                check_value(cx, &at.inside(Part::Item(index)), element, item);
            }
            return;
        }
        (Struct { .. } | Map, _) => "an object",
        (List, _) => "a list",
        (Boolean, ValueKind::Bool(_)) => return,
        (Boolean, ValueKind::String(text)) if matches!(text.as_str(), "true" | "false") => return,
        (Boolean, _) => "`true` or `false`",
        (Integer, ValueKind::Number(number) | ValueKind::String(number)) if is_integer(number) => return,
        (Integer, _) => "a whole number",
        (Number, ValueKind::Number(_)) => return,
        (Number, ValueKind::String(text)) if text.trim().parse::<f64>().is_ok() => return,
        (Number, _) => "a number",
        (Timestamp, ValueKind::Bool(_) | ValueKind::Array(_) | ValueKind::Object(_)) => "a timestamp",
        (Timestamp | String | Blob | Document | Enum { .. }, _) => return,
    };
    messages::wrong_type(cx, value.loc, &at.owner(), wanted, &described(&value.kind));
}

/// Whether a text has the `<…>` or `[[…]]` of an example that somebody fills in by hand.
fn has_blank(text: &str) -> bool {
    text.starts_with('<') && text.ends_with('>') || text.starts_with("{{") || text.starts_with("[[")
}

/// `1.0` and `1e3` are whole numbers, too.
fn is_integer(text: &str) -> bool {
    text.parse::<i64>().is_ok() || text.parse::<f64>().is_ok_and(|it| it.fract() == 0.0)
}

fn described(kind: &ValueKind) -> String {
    match kind {
        ValueKind::Null => "`null`".to_owned(),
        ValueKind::Bool(it) => format!("`{it}`"),
        ValueKind::Number(it) => format!("`{it}`"),
        ValueKind::String(it) if it.chars().count() <= 30 => format!("the text `{it}`"),
        ValueKind::String(_) | ValueKind::Query(_) => "text".to_owned(),
        ValueKind::Array(_) => "a list".to_owned(),
        ValueKind::Object(_) => "an object".to_owned(),
    }
}

// A text is one of those that there are.
fn check_enum(cx: &mut Diagnostics, at: &At, shape: Shape, text: &str, grows: bool, loc: Loc) {
    if !shape.has_value(text) {
        let values: Vec<&str> = shape.values().collect();
        let near = nearest(text, values.iter().copied());
        messages::unknown_value(cx, loc, &at.owner(), text, &values, near, grows);
    }
}

/// What the errors of optimised integrations start with, where no service of the AWS SDK has the same.
const OPTIMISED: &[&str] = &[
    "AmazonECS",
    "AmazonEKS",
    "AmazonSNS",
    "AmazonSQS",
    "DynamoDB",
    "ECS",
    "EKS",
    "SNS",
    "SQS",
    "StepFunctions",
];

// The errors that are handled are those of the service, in its own spelling.
fn check_errors(cx: &mut Diagnostics, site: &Site, call: &Call, service: Service) {
    let retried = site.state.retry.iter().flatten().flat_map(|it| &it.error_equals);
    let caught = site.state.catch.iter().flatten().flat_map(|it| &it.error_equals);
    let own = service.error_prefix();
    for name in retried.chain(caught) {
        let Some((prefix, error)) = name.value.split_once('.') else { continue };
        if prefix == "States" || is_open(&name.value) {
            continue;
        }
        if prefix == own {
            if !is_error(service, error) {
                let near = suggest::nearest(error, service.errors());
                messages::no_such_error(cx, name, own, near);
            }
        // Whoever returns a token chooses the name.
        } else if call.pattern == Some(Pattern::RequestResponse) && is_prefix(own, prefix) {
            messages::error_of_another(
                cx,
                name,
                prefix,
                Some(own).filter(|it| it.eq_ignore_ascii_case(prefix)),
            );
        }
    }
}

/// Whether errors of this name are raised: those of the model, and two for what no model has.
fn is_error(service: Service, error: &str) -> bool {
    let rest = || error.strip_prefix(service.error_prefix());
    error == "SdkClientException" || rest() == Some("Exception") || service.errors().any(|it| it == error)
}

/// Whether the errors of something start with `prefix`.
fn is_prefix(own: &str, prefix: &str) -> bool {
    own.eq_ignore_ascii_case(prefix)
        || OPTIMISED.contains(&prefix)
        || sfn_catalog::service(&prefix.to_ascii_lowercase()).is_some_and(|it| it.error_prefix() == prefix)
}
