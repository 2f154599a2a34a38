//! Calls of the AWS SDK: the service and the action, by the catalogue.

use super::outline::{Outline, Site};
use super::shapes::{self, nearest, plain};
use crate::catalog;
use crate::diag::messages::sdk as messages;
use crate::diag::{Diagnostics, Place};
use crate::machine::{StateKind, Task};
use crate::resource::{Call, Resource, range_of};
use crate::value::{Text, is_open};
use sfn_catalog::{Availability, Service, Support};

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
        return messages::unknown_service(cx, at, call, &meant_service(call.service, call.action));
    };
    match service.availability() {
        Availability::Documented | Availability::Newer => {}
        Availability::LeftOut => messages::not_listed(cx, at, call),
        Availability::OwnEndpoint => return messages::own_endpoint(cx, at, call),
        Availability::Retired => return messages::retired(cx, at, call),
    }
    if is_open(call.action) {
        return;
    }
    let at = place(&task.resource, call.action);
    let Some(action) = service.action(call.action) else {
        return messages::unknown_action(cx, at, call, meant_action(service, call.action));
    };
    let why = match action.support() {
        Support::Offered => return shapes::check(cx, site, call, action),
        Support::Unsupported => "",
        Support::EventStream => ", which is a stream of events",
    };
    let optimised =
        catalog::services().find(|it| it.sdk == Some(call.service) && it.action(call.action).is_some());
    let instead = optimised.map(|it| format!("{}:{}", it.name, call.action));
    messages::unsupported_action(cx, at, call, why, instead.as_deref());
}

/// Verbs that are taken for one another.
const READING: &[&str] = &["describe", "get", "list"];

/// Verb and object of an action that reads: `describe` and `Instances`.
fn reading(action: &str) -> Option<(&'static str, &str)> {
    for verb in READING {
        if let Some(object) = action.strip_prefix(verb)
            && !object.is_empty()
        {
            return Some((verb, object));
        }
    }
    None
}

/// The action that an unknown one may stand for: the nearest, unless it does something else than one that reads the same, as
/// `runInstances` does for `getInstances`.
fn meant_action(service: Service, wrong: &str) -> Option<&'static str> {
    let near = nearest(wrong, &mut service.actions().map(|it| it.name()));
    let Some((verb, object)) = reading(wrong) else { return near };
    if near.is_some_and(|it| it.starts_with(verb)) {
        return near;
    }
    for action in service.actions() {
        if reading(action.name()).is_some_and(|it| it.0 != verb && it.1 == object) {
            return Some(action.name());
        }
    }
    near
}

/// What an action takes, returns, raises and needs.
///
/// # Errors
///
/// If the catalogue does not have the action: words that say so, with what may be meant.
#[cfg(feature = "json")]
pub fn describe(service: &str, action: &str) -> Result<sfn_catalog::Description, String> {
    if let Some(it) = sfn_catalog::describe(service, action) {
        return Ok(it);
    }
    let (what, meant) = match sfn_catalog::service(service) {
        Some(known) => {
            let meant = meant_action(known, action).map(|it| vec![it]).unwrap_or_default();
            (format!("`{service}` has no action `{action}`"), meant)
        }
        None => (format!("no AWS SDK service is named `{service}`"), meant_service(service, action)),
    };
    let date = sfn_catalog::date();
    let meant = match meant.is_empty() {
        true => String::new(),
        false => format!(": did you mean `{}`?", meant.join("`, or `")),
    };
    Err(format!("{what} in the catalogue of {date}{meant}"))
}

/// Services that an unknown one may stand for: those that are called so elsewhere, or nearly so.
fn meant_service(service: &str, action: &str) -> Vec<&'static str> {
    let lower = service.to_ascii_lowercase();
    let plain = plain(&lower);
    let mut known: Vec<Service> = sfn_catalog::known_as(&plain).collect();
    let as_written: Vec<Service> = sfn_catalog::known_as(&lower).collect();
    if as_written.len() > known.len() {
        known = as_written;
    }
    let has_action = |it: &Service| it.action(action).is_some();
    let is_known = known.iter().any(has_action);
    if let Some(exact) = sfn_catalog::service(&lower).or_else(|| sfn_catalog::service(&plain))
        && (has_action(&exact) || !is_known)
    {
        return vec![exact.name()];
    }
    if is_known {
        known.retain(has_action);
    }
    if known.is_empty() {
        let near = nearest(service, &mut sfn_catalog::services().map(|it| it.name()));
        return Vec::from_iter(near);
    }
    known.truncate(3);
    let mut names = Vec::new();
    for service in known {
        names.push(service.name());
    }
    names
}
