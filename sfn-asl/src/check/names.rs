//! Names of states, and fields whose value is one of a few names.

use super::outline::Outline;
use crate::diag::Diagnostics;
use crate::diag::messages::names as messages;
use crate::value::{Text, is_open};

/// The service: "exceeds the 80-character limit".
const LONGEST_STATE_NAME: usize = 80;

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    check_states(cx, outline);
    check_lengths(cx, outline);
    check_unique(cx, outline);
    check_version(cx, outline);
}

// A scope has a state.
fn check_states(cx: &mut Diagnostics, outline: &Outline) {
    for (at, scope) in outline.scopes.iter().enumerate() {
        let loc = scope.body.loc;
        // Without `StartAt` or `States` more of it is missing, and that has been reported.
        let is_reported =
            || cx.items().iter().any(|it| it.place.loc == loc && it.code == messages::NO_OUTLINE);
        if scope.sites.is_empty() && scope.start.is_some() && !is_reported() {
            messages::no_states(cx, loc, &outline.describe(at));
        }
    }
}

// The name of a state has 1 to 80 characters.
fn check_lengths(cx: &mut Diagnostics, outline: &Outline) {
    for site in &outline.sites {
        let name = &site.state.name;
        if name.value.is_empty() {
            messages::no_state_name(cx, name);
        }
        if name.value.len() <= LONGEST_STATE_NAME || is_open(&name.value) {
            continue;
        }
        let length = name.value.chars().count();
        if length > LONGEST_STATE_NAME {
            messages::state_name_too_long(cx, name, length, LONGEST_STATE_NAME);
        }
    }
}

// The name of a state is unique over the whole machine, inner scopes included.
fn check_unique(cx: &mut Diagnostics, outline: &Outline) {
    for (at, other) in outline.sites.iter().enumerate() {
        let Some(first) = outline.homonym(at).map(|it| &outline.sites[it]) else { continue };
        let (here, there) = (outline.describe(other.scope), outline.describe(first.scope));
        messages::state_name_twice(cx, &other.state.name, &here, &there, first.state.name.loc);
    }
}

// There is one version of the language.
fn check_version(cx: &mut Diagnostics, outline: &Outline) {
    if let Some(version) = &outline.machine.version
        && version.value != "1.0"
        && !is_open(&version.value)
    {
        messages::version(cx, version);
    }
}

/// A field has one of the values that it knows. Returns whether it does.
pub(super) fn check_one_of(cx: &mut Diagnostics, field: &str, value: Option<&Text>, known: &[&str]) -> bool {
    let Some(value) = value else { return true };
    let is_known = is_open(&value.value) || known.contains(&value.value.as_str());
    if !is_known {
        messages::no_such_value(cx, field, value, known);
    }
    is_known
}
