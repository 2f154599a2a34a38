//! What the service accepts, and will do otherwise than was meant: results thrown away, waits without an end, secrets.

use std::cell::OnceCell;

use super::Source;
use super::limits;
use super::outline::{Outline, Site};
use crate::catalog;
use crate::diag::messages::flow as messages;
use crate::diag::{Diagnostics, Severity};
use crate::machine::{Body, Machine, Next, PathField, QueryLanguage, State, StateKind, Task, WorkflowType};
use crate::query::jsonata;
use crate::resource::{Call, Pattern, Resource};
use crate::sdk::{self, Kind, Typed};
use crate::value::{Text, Value, ValueKind, is_open};

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    check_names(cx, outline);
    for site in &outline.sites {
        check_thrown_away(cx, site.state);
        match &site.state.kind {
            StateKind::Task(task) => {
                check_endpoint(cx, site, task);
                check_attributes(cx, site);
            }
            StateKind::Map(map) => check_prefix(cx, map),
            // Around several states it may be there for what it retries or catches.
            StateKind::Parallel { branches } if branches.len() > 1 => check_branches(cx, branches),
            StateKind::Parallel { branches }
                if branches.len() == 1 && site.state.retry.is_none() && site.state.catch.is_none() =>
            {
                messages::one_branch(cx, site.state.name.loc);
            }
            _ => {}
        }
        check_variable_names(cx, site);
        check_secrets(cx, site, site.state.arguments.as_ref());
    }
    check_outcome(cx, outline);
}

// Names differ by more than case and blanks. Compared as numbers: there are many, and few of them are alike.
fn check_names(cx: &mut Diagnostics, outline: &Outline) {
    let hash = |name: &str| {
        let bytes = name.as_bytes();
        let (mut hash, mut at) = (0x811c_9dc5_u64, 0);
        while at < bytes.len() {
            if bytes[at] != b' ' {
                let byte = if let b'A'..=b'Z' = bytes[at] { bytes[at] | 0x20 } else { bytes[at] };
                hash = ((hash ^ byte as u64) * 0x0100_0193) & 0xffff_ffff;
            }
            at += 1;
        }
        hash as usize
    };
    let name = |it: usize| &outline.sites[it].state.name;
    let size = (outline.sites.len() * 2).next_power_of_two();
    // For each remainder of a hash the last state that has it, as its number and one; for each state its hash, and the
    // one before with the same remainder.
    let mut last = vec![0; size];
    let mut hashes: Vec<(usize, usize)> = Vec::with_capacity(outline.sites.len());
    for at in 0..outline.sites.len() {
        let hash = hash(&name(at).value);
        let mut before = std::mem::replace(&mut last[hash & (size - 1)], at + 1);
        hashes.push((hash, before));
        while before > 0 && hashes[before - 1].0 != hash {
            before = hashes[before - 1].1;
        }
        if before == 0 {
            continue;
        }
        let (first, other) = (name(before - 1), name(at));
        let plain = |it: &str| it.replace(' ', "").to_ascii_lowercase();
        if first.value != other.value && plain(&first.value) == plain(&other.value) {
            messages::similar_names(cx, other, first);
        }
    }
}

/// Names under which nobody keeps anything else.
const SECRETS: &[&str] =
    &["password", "passwd", "secret", "apikey", "secretkey", "secretaccesskey", "privatekey"];

/// Parameters of services that are called so, and are an identifier, a path, a name, or not readable.
const NO_SECRETS: &[(&str, &str)] =
    &[("apigateway", "ApiKey"), ("appmesh", "PrivateKey"), ("iot", "SecretKey"), ("wafv2", "ApiKey")];

// What is in a definition is read by whoever may look at it.
fn check_secrets(cx: &mut Diagnostics, site: &Site, value: Option<&Value>) {
    match value.map(|it| &it.kind) {
        Some(ValueKind::Object(fields)) => {
            for field in fields {
                match &field.value.kind {
                    ValueKind::String(text)
                        if !text.is_empty()
                            && is_secret(&field.key.value)
                            && !is_open(text)
                            && !is_known_as_none(site, &field.key.value, &field.value) =>
                    {
                        messages::secret(cx, field.value.loc);
                    }
                    _ => check_secrets(cx, site, Some(&field.value)),
                }
            }
        }
        Some(ValueKind::Array(items)) => items.iter().for_each(|it| check_secrets(cx, site, Some(it))),
        Some(ValueKind::String(text)) if is_access_key(text) => {
            messages::secret(cx, value.map_or(crate::diag::Loc::NONE, |it| it.loc));
        }
        _ => {}
    }
}

/// Whether the API that gets `value` under the name `key` takes no text there, or no secret.
fn is_known_as_none(site: &Site, key: &str, value: &Value) -> bool {
    let (service, input) = match &site.resource {
        Some(Resource::Sdk(call)) => (call.service, sdk::input(call.service, call.action)),
        Some(Resource::Integration(call)) => {
            (call.service, catalog::action(call.service, call.action).and_then(|it| it.input()))
        }
        _ => return false,
    };
    NO_SECRETS.contains(&(service, key))
        || site
            .state
            .arguments
            .as_ref()
            .and_then(|it| type_of(it, input?, value))
            .is_some_and(|it| !matches!(it.kind(), Kind::String | Kind::Blob | Kind::Document))
}

/// The type that `value`, which is somewhere inside of `of`, has by the type of that.
fn type_of(of: &Value, shape: Typed, value: &Value) -> Option<Typed> {
    if std::ptr::eq(of, value) {
        return Some(shape);
    }
    match &of.kind {
        ValueKind::Object(fields) => {
            fields.iter().find_map(|it| type_of(&it.value, shape.field(&it.key.value)?, value))
        }
        ValueKind::Array(items) => items.iter().find_map(|it| type_of(it, shape.element()?, value)),
        _ => None,
    }
}

/// Whether `key` is such a name, however its words are set apart.
pub(super) fn is_secret(key: &str) -> bool {
    is_named(key, SECRETS)
}

/// Whether `key` is one of the names, however its words are set apart.
pub(super) fn is_named(key: &str, names: &[&str]) -> bool {
    let name: String = key.chars().filter(|c| c.is_alphanumeric()).collect();
    names.iter().any(|it| it.eq_ignore_ascii_case(&name))
}

fn is_access_key(text: &str) -> bool {
    text.len() == 20
        && (text.starts_with("AKIA") || text.starts_with("ASIA"))
        && text.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit())
}

/// What an HTTP Task waits for an answer, whatever its timeout says.
const HTTP_SECONDS: f64 = 60.0;

// An HTTP Task calls `https`, for a minute.
fn check_endpoint(cx: &mut Diagnostics, site: &Site, task: &Task) {
    if !matches!(site.resource, Some(Resource::Integration(Call { service: "http", .. }))) {
        return;
    }
    if let Some(crate::machine::NumberField::Literal(timeout)) = &task.timeout
        && limits::value(timeout).is_some_and(|it| it > HTTP_SECONDS)
    {
        messages::http_timeout(cx, timeout.loc, HTTP_SECONDS);
    }
    let endpoint = site.state.arguments.as_ref().and_then(|it| it.get("ApiEndpoint"));
    if let Some(endpoint) = endpoint.filter(|it| it.as_str().is_some_and(|it| it.starts_with("http://"))) {
        messages::plain_http(cx, endpoint.loc);
    }
}

// A value of DynamoDB says of what type it is.
fn check_attributes(cx: &mut Diagnostics, site: &Site) {
    if !matches!(site.resource, Some(Resource::Integration(Call { service: "dynamodb", .. }))) {
        return;
    }
    for parameter in ["Item", "Key", "ExpressionAttributeValues"] {
        if let Some(Value { kind: ValueKind::Object(fields), .. }) =
            site.state.arguments.as_ref().and_then(|it| it.get(parameter))
        {
            fields.iter().for_each(|it| check_attribute(cx, &it.value));
        }
    }
}

// Text by itself is taken for an `S`: published machines that run have it.
fn check_attribute(cx: &mut Diagnostics, value: &Value) {
    let ValueKind::Object(fields) = &value.kind else { return };
    let [field] = fields.as_slice() else { return messages::no_attribute_type(cx, value.loc) };
    let inner = &field.value;
    let (name, words) = match (field.key.value.as_str(), &inner.kind) {
        (_, ValueKind::Query(_)) => return,
        (_, ValueKind::String(text)) if is_open(text) => return,
        ("N", ValueKind::Number(number)) => return messages::number_as_number(cx, inner.loc, number),
        ("N", ValueKind::String(text)) if text.trim().parse::<f64>().is_err() => ("N", "text of a number"),
        ("M", ValueKind::Object(fields)) => {
            return fields.iter().for_each(|it| check_attribute(cx, &it.value));
        }
        ("L", ValueKind::Array(items)) => return items.iter().for_each(|it| check_attribute(cx, it)),
        ("S" | "N" | "B", ValueKind::String(_))
        | ("BOOL" | "NULL", ValueKind::Bool(_))
        | ("SS" | "NS" | "BS", ValueKind::Array(_)) => return,
        (name @ ("S" | "N" | "B"), _) => (name, "text"),
        (name @ ("BOOL" | "NULL"), _) => (name, "`true` or `false`"),
        (name @ ("SS" | "NS" | "BS" | "L"), _) => (name, "a list"),
        ("M", _) => ("M", "an object"),
        (name, _) if is_open(name) => return,
        _ => return messages::no_attribute_type(cx, value.loc),
    };
    messages::other_attribute_type(cx, inner.loc, name, words);
}

// Branches differ: the same calls with the same parameters give the same twice.
fn check_branches(cx: &mut Diagnostics, branches: &[Body]) {
    let has_task = |it: &&Body| it.states.iter().any(|it| matches!(it.kind, StateKind::Task(_)));
    // Most branches call something else than others: their states need not be written out.
    let mut plain: Vec<(&Body, OnceCell<Vec<String>>)> = Vec::new();
    for branch in branches.iter().filter(has_task) {
        plain.push((branch, OnceCell::new()));
    }
    let states = |at: usize| plain[at].1.get_or_init(|| without_names(plain[at].0));
    for at in 0..plain.len() {
        let branch = plain[at].0;
        let is_same = |it: &usize| calls(plain[*it].0).eq(calls(branch)) && states(*it) == states(at);
        if let Some(first) = (0..at).find(is_same) {
            messages::same_branch(cx, branch.loc, plain[first].0.loc);
        }
    }
}

/// What the states of a scope call, those that call nothing included.
fn calls(body: &Body) -> impl Iterator<Item = Option<&str>> {
    body.states.iter().map(|it| match &it.kind {
        StateKind::Task(task) => Some(task.resource.value.as_str()),
        _ => None,
    })
}

/// The states of a scope, with numbers for their names.
fn without_names(body: &Body) -> Vec<String> {
    let number = |name: &str| match body.states.iter().position(|it| it.name.value == name) {
        Some(at) => at.to_string(),
        None => name.to_owned(),
    };
    let renumber = |name: &mut Option<Text>| {
        if let Some(name) = name {
            name.value = number(&name.value);
        }
    };
    let mut plain = Vec::with_capacity(body.states.len());
    for state in &body.states {
        let mut state = state.clone();
        state.comment = None;
        if let Next::Next(name) = &mut state.next {
            name.value = number(&name.value);
        }
        if let StateKind::Choice(choice) = &mut state.kind {
            for rule in &mut choice.rules {
                renumber(&mut rule.next);
            }
            renumber(&mut choice.default);
        }
        for catcher in state.catch.iter_mut().flatten() {
            renumber(&mut catcher.next);
        }
        plain.push(crate::write::state(&state, QueryLanguage::JsonPath));
    }
    plain
}

// A prefix names a folder, or ends where names go on: `data-`.
fn check_prefix(cx: &mut Diagnostics, map: &crate::machine::Map) {
    let Some(reader) = map.item_reader.as_ref().filter(|it| it.resource.value.ends_with(":s3:listObjectsV2"))
    else {
        return;
    };
    let prefix = reader.arguments.as_ref().and_then(|it| it.get("Prefix"));
    if let Some(prefix) = prefix
        && prefix.as_str().is_some_and(|it| it.ends_with(char::is_alphanumeric) && !is_open(it))
    {
        messages::prefix_of_siblings(cx, prefix.loc);
    }
}

// What is computed is kept.
fn check_thrown_away(cx: &mut Diagnostics, state: &State) {
    // `Assign` sees the result.
    if state.assign.is_some() {
        return;
    }
    if let Some(PathField::Null(null)) = &state.output_path
        && !matches!(state.result_path, Some(PathField::Null(_)))
        && state.result_selector.is_some()
    {
        return messages::output_thrown_away(cx, *null, "ResultSelector");
    }
    let Some(PathField::Null(null)) = &state.result_path else { return };
    let what = match &state.kind {
        StateKind::Pass { result: Some(_) } => "Result",
        StateKind::Pass { .. } if state.arguments.is_some() => "Parameters",
        _ if state.result_selector.is_some() => "ResultSelector",
        _ => return,
    };
    messages::thrown_away(cx, *null, what);
}

// Whoever waits for somebody else sets a limit, on the Task or on the machine.
pub(super) fn check_waiting(cx: &mut Diagnostics, machine: &Machine, site: &Site, source: Source) {
    let StateKind::Task(task) = &site.state.kind else { return };
    if task.timeout.is_some()
        || task.heartbeat.is_some()
        || machine.timeout_seconds.is_some()
        || cx.is_wrong(task.resource.loc)
    {
        return;
    }
    if machine.workflow_type == WorkflowType::Express {
        return;
    }
    let (what, is_job) = match site.resource {
        Some(Resource::Activity { .. }) => ("a worker", false),
        Some(
            Resource::Integration(Call { pattern: Some(pattern), .. })
            | Resource::Sdk(Call { pattern: Some(pattern), .. }),
        ) => match pattern {
            Pattern::RequestResponse => return,
            Pattern::WaitForTaskToken => ("its token", false),
            Pattern::Sync | Pattern::Sync2 => ("a job", true),
        },
        _ => return,
    };
    match (is_job, source) {
        (false, _) => messages::waits_a_year(cx, task.resource.loc, what, Severity::Warning),
        (true, Source::Document) => messages::job_without_timeout(cx, task.resource.loc, Severity::Warning),
        (true, Source::Macro) if cx.wants_hints() => {
            messages::job_without_timeout(cx, task.resource.loc, Severity::Hint);
        }
        (true, Source::Macro) => {}
    }
}

// Expressions read `$count` as the function.
fn check_variable_names(cx: &mut Diagnostics, site: &Site) {
    if site.language == QueryLanguage::JsonPath {
        return;
    }
    if let Some(Value { kind: ValueKind::Object(fields), .. }) = &site.state.assign {
        for field in fields.iter().filter(|it| jsonata::is_function(&it.key.value)) {
            messages::shadows_function(cx, &field.key);
        }
    }
}

// A machine that does something can end well.
fn check_outcome(cx: &mut Diagnostics, outline: &Outline) {
    let Some(scope) = outline.scopes.first().filter(|it| it.gaps == 0) else { return };
    let (mut ends_well, mut works, mut fails) = (false, false, None);
    for site in &outline.sites[scope.sites.clone()] {
        match site.state.kind {
            StateKind::Fail { .. } => fails = fails.or(Some(site.state)),
            StateKind::Task(_) | StateKind::Map(_) | StateKind::Parallel { .. } => works = true,
            _ => {}
        }
        ends_well |= site.state.is_terminal() && !matches!(site.state.kind, StateKind::Fail { .. });
    }
    if let Some(fail) = fails.filter(|_| works && !ends_well) {
        messages::only_fails(cx, fail.name.loc);
    }
}
