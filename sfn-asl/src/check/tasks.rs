//! Tasks: what they call, with what, and what Express workflows leave out.

use super::maps::arguments_name;
use super::outline::{Outline, Rules, Site};
use super::queries::{Found, Reads};
use super::{Options, Source, shapes};
use crate::catalog::{self, Action};
use crate::diag::messages::tasks as messages;
use crate::diag::{Diagnostics, Place, suggest};
use crate::machine::{PathField, QueryLanguage, StateKind, Task};
use crate::query::jsonpath::{Root, is_context};
use crate::resource::{Call, Fault, Pattern, Resource, range_of};
use crate::value::{Text, Value, ValueKind, is_open};

/// How any call of an AWS SDK integration can be made.
const SDK_PATTERNS: &[Pattern] = &[Pattern::RequestResponse, Pattern::WaitForTaskToken];

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    for site in &outline.sites {
        let rules = outline.scopes[site.scope].rules;
        match (&site.state.kind, &site.resource) {
            (StateKind::Task(task), Some(resource)) => {
                // A missing one has been reported.
                if !task.resource.value.is_empty() || task.resource.loc != site.state.loc {
                    check_resource(cx, &task.resource, resource);
                }
                check_call(cx, site, task, resource);
                check_credentials(cx, task, resource);
                check_express_task(cx, &task.resource, resource, rules);
            }
            (StateKind::Map(_), _) => check_express_map(cx, site, rules),
            _ => {}
        }
    }
}

fn place(text: &Text, part: &str) -> Place {
    Place::within(text.loc, range_of(&text.value, part))
}

// A Task calls an integration, a function or an activity.
fn check_resource(cx: &mut Diagnostics, text: &Text, resource: &Resource) {
    match resource {
        Resource::Invalid(fault) => {
            let part = match fault {
                Fault::Partition(part) | Fault::Alias(part) if !part.is_empty() => place(text, part),
                _ => text.loc.into(),
            };
            messages::invalid_resource(cx, text, part, *fault);
        }
        Resource::Integration(Call { region: Some(region), .. })
        | Resource::Sdk(Call { region: Some(region), .. })
            if !is_open(region) =>
        {
            messages::integration_with_region(cx, place(text, region));
        }
        _ => {}
    }
}

// The service has the action, the action has the pattern, and the call gives what it needs.
fn check_call(cx: &mut Diagnostics, site: &Site, task: &Task, resource: &Resource) {
    let text = &task.resource;
    match resource {
        Resource::Integration(call) => {
            let Some(service) = catalog::service(call.service) else {
                return messages::unknown_service(cx, place(text, call.service), call);
            };
            let Some(action) = service.action(call.action) else {
                return messages::unknown_action(cx, place(text, call.action), service, call);
            };
            check_pattern(cx, text, call, action.patterns);
            if let Some(pattern) = call.pattern.filter(|it| action.unsupported.contains(it)) {
                let suffix = place(text, call.suffix.unwrap_or(""));
                messages::pattern_not_promised(cx, suffix, call, pattern, action.offers(Pattern::Sync));
            }
            check_arguments(cx, site, text, call, action);
        }
        Resource::Sdk(call) => check_pattern(cx, text, call, SDK_PATTERNS),
        _ => {}
    }
}

fn check_pattern(cx: &mut Diagnostics, text: &Text, call: &Call, offered: &[Pattern]) {
    let suffix = call.suffix.unwrap_or("");
    match call.pattern {
        Some(pattern) if offered.contains(&pattern) => {}
        Some(pattern) => messages::unsupported_pattern(cx, place(text, suffix), call, pattern, offered),
        None => messages::unknown_pattern(cx, place(text, suffix), suffix, offered),
    }
}

// An optimised integration is given its parameters, at least the required ones. An expression that gives all of them
// at once tells nothing.
fn check_arguments(cx: &mut Diagnostics, site: &Site, text: &Text, call: &Call, action: &Action) {
    let Some(arguments) = &site.state.arguments else {
        let field = arguments_name(site.language);
        return messages::no_arguments(cx, text.loc, call, field, action.required);
    };
    let fields = match &arguments.kind {
        ValueKind::Object(fields) => fields,
        ValueKind::Query(_) => return,
        ValueKind::String(text) if is_open(text) => return,
        // Neither text nor a list has what is required.
        _ => &Vec::new(),
    };
    let has = |parameter: &str| fields.iter().any(|it| it.key.value == parameter);
    let mut unknown: Vec<&Text> = Vec::new();
    for field in fields {
        if !action.has(&field.key.value) && !is_open(&field.key.value) {
            unknown.push(&field.key);
        }
    }
    let mut meant: Vec<&Text> = Vec::new();
    for missing in action.required.iter().copied() {
        if has(missing) {
            continue;
        }
        let misspelt = unknown.iter().copied().find(|it| suggest::nearest(&it.value, [missing]).is_some());
        meant.extend(misspelt);
        messages::missing_parameter(cx, arguments.loc, call, missing, misspelt);
    }
    for key in unknown {
        if !meant.contains(&key) {
            let near = suggest::nearest(&key.value, action.parameters().filter(|it| !has(it)));
            messages::unknown_parameter(cx, key, call, near);
        }
    }
    shapes::check_inside(cx, fields, call, action);
}

// A Task that waits for its token passes it on. Returns whether it does not.
pub(super) fn check_token(
    cx: &mut Diagnostics,
    site: &Site,
    queries: &[(Found, Reads)],
    options: &Options,
) -> bool {
    let StateKind::Task(task) = &site.state.kind else { return false };
    let Some(Resource::Integration(call) | Resource::Sdk(call)) = &site.resource else { return false };
    // What cannot be called that way has been reported.
    let is_offered = match &site.resource {
        Some(Resource::Integration(call)) => {
            catalog::action(call.service, call.action).is_none_or(|it| it.offers(Pattern::WaitForTaskToken))
        }
        _ => true,
    };
    let is_missing = is_offered
        && match (call.pattern, &site.state.arguments) {
            (Some(Pattern::WaitForTaskToken), Some(arguments)) => !may_hold_token(arguments, site.language),
            // Without arguments an SDK call gets the state's input, and others are refused.
            _ => false,
        };
    // A misspelt path, which is reported as such, may have meant the token.
    let may_be_token = |steps: &[&str]| matches!(steps.first(), None | Some(&"Task")) || !is_context(steps);
    let passes = |reads: &Reads| reads.context.iter().any(|it| may_be_token(&it.0));
    let sees_context = matches!(&site.state.input_path, Some(PathField::Path(path))
        if path.path().is_none_or(|it| it.root != Root::Document));
    if is_missing && !sees_context && !queries.iter().any(|it| passes(&it.1)) {
        let token = match site.language {
            QueryLanguage::JsonPath => "$$.Task.Token",
            QueryLanguage::Jsonata => "{% $states.context.Task.Token %}",
        };
        let suffix = place(&task.resource, call.suffix.unwrap_or(""));
        messages::token_not_passed(cx, suffix, options.source == Source::Macro, token);
        return true;
    }
    false
}

/// Whether something in the request is not known yet, and may turn out to read the token. In JSONPath the text that
/// deployment fills in stays text.
fn may_hold_token(value: &Value, language: QueryLanguage) -> bool {
    match &value.kind {
        ValueKind::String(text) => language == QueryLanguage::Jsonata && is_open(text) && !is_resource(text),
        ValueKind::Array(items) => items.iter().any(|it| may_hold_token(it, language)),
        ValueKind::Object(fields) => fields.iter().any(|it| may_hold_token(&it.value, language)),
        ValueKind::Query(query) => {
            is_open(&query.text.value) || matches!(query.tree, crate::value::QueryTree::Invalid)
        }
        _ => false,
    }
}

/// A substitution alone, as a declared resource has it: a name, a URL or an ARN.
fn is_resource(text: &str) -> bool {
    text.strip_prefix("${")
        .and_then(|it| it.strip_suffix('}'))
        .is_some_and(|it| !it.contains(['$', '{', '}']))
}

// Credentials name the role to assume, and are not for activities.
fn check_credentials(cx: &mut Diagnostics, task: &Task, resource: &Resource) {
    let Some(credentials) = &task.credentials else { return };
    if matches!(resource, Resource::Activity { .. }) {
        return messages::activity_with_credentials(cx, credentials.loc);
    }
    if !matches!(credentials.kind, ValueKind::Object(_)) {
        return;
    }
    match credentials.get("RoleArn").map(|it| (it.loc, &it.kind)) {
        None => messages::no_role(cx, credentials.loc),
        Some((loc, ValueKind::String(text))) if !is_open(text) && !is_role(text) => {
            messages::role_is_no_arn(cx, loc, text);
        }
        _ => {}
    }
}

fn is_role(text: &str) -> bool {
    text.starts_with("arn:") && text.contains(":iam:")
}

// Express workflows have request-response calls only.
fn check_express_task(cx: &mut Diagnostics, text: &Text, resource: &Resource, rules: Rules) {
    match resource {
        Resource::Activity { .. } => forbid_express(cx, text.loc.into(), "an activity", rules),
        Resource::Integration(call) | Resource::Sdk(call) => {
            if let Some(pattern) = call.pattern.filter(|it| !it.is_express()) {
                let suffix = place(text, call.suffix.unwrap_or(""));
                forbid_express(cx, suffix, &format!("`{}`", pattern.suffix()), rules);
            }
        }
        _ => {}
    }
}

// Express workflows have inline Maps only.
fn check_express_map(cx: &mut Diagnostics, site: &Site, rules: Rules) {
    let StateKind::Map(map) = &site.state.kind else { return };
    if let Some(mode) = map.mode.as_ref().filter(|_| map.is_distributed()) {
        forbid_express(cx, mode.loc.into(), "a distributed Map", rules);
    }
}

fn forbid_express(cx: &mut Diagnostics, place: Place, what: &str, rules: Rules) {
    match rules {
        Rules::Standard => {}
        Rules::Express(said) => messages::express(cx, place, what, said),
        Rules::ExpressChild(said) => messages::express_child(cx, place, what, said),
    }
}
