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
        return messages::unknown_service(cx, at, call, &meant_service(call));
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
        let near = nearest(call.action, &mut service.actions().map(|it| it.name()));
        return messages::unknown_action(cx, at, call, near);
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

/// Services that an unknown one may stand for: those that are called so elsewhere, or nearly so.
fn meant_service(call: &Call) -> Vec<&'static str> {
    let lower = call.service.to_ascii_lowercase();
    let plain = plain(&lower);
    if let Some(service) = sfn_catalog::service(&lower).or_else(|| sfn_catalog::service(&plain)) {
        return vec![service.name()];
    }
    let mut known: Vec<Service> = sfn_catalog::known_as(&plain).collect();
    let as_written: Vec<Service> = sfn_catalog::known_as(&lower).collect();
    if as_written.len() > known.len() {
        known = as_written;
    }
    let has_action = |it: &Service| it.action(call.action).is_some();
    if known.iter().any(has_action) {
        known.retain(has_action);
    }
    if known.is_empty() {
        let near = nearest(call.service, &mut sfn_catalog::services().map(|it| it.name()));
        return Vec::from_iter(near);
    }
    known.truncate(3);
    let mut names = Vec::new();
    for service in known {
        names.push(service.name());
    }
    names
}
