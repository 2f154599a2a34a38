//! What an optimised integration is.

use super::grant::Grant;
use super::limit::Limit;
use crate::resource::Pattern;

/// A service that Step Functions calls in a way of its own.
#[derive(Debug)]
pub struct Service {
    /// Its name in a `Resource`.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// Its name behind `aws-sdk:`, where its whole API can be called.
    pub sdk: Option<&'static str>,
    /// The page of the Developer Guide.
    pub docs: &'static str,
    /// What it offers, in the order of that page.
    pub actions: &'static [Action],
}

/// One action of a [`Service`].
#[derive(Debug)]
pub struct Action {
    /// Its name in a `Resource`.
    pub name: &'static str,
    /// The API call behind it, `service:action` as in `aws-sdk`. `None` where it is not a plain call.
    pub api: Option<&'static str>,
    /// How it can be called. What that means for Express workflows: [`Pattern::is_express`].
    pub patterns: &'static [Pattern],
    /// Parameters that the service checks for when a machine is created.
    pub required: &'static [&'static str],
    /// The other parameters.
    pub optional: &'static [&'static str],
    /// What it takes for its parameters.
    pub limits: &'static [Limit],
    /// What the execution role needs for it.
    pub grants: &'static [Grant],
}

impl Action {
    /// What an action is if nothing else is said. Rows end in `..Action::BASE`, so a new fact is one field here and
    /// a line in the rows that have it.
    pub const BASE: Action = Action {
        name: "",
        api: None,
        patterns: &[Pattern::RequestResponse],
        required: &[],
        optional: &[],
        limits: &[],
        grants: &[],
    };

    /// Whether it can be called that way.
    pub fn offers(&self, pattern: Pattern) -> bool {
        self.patterns.contains(&pattern)
    }

    /// Whether it has the parameter `name`.
    pub fn has(&self, name: &str) -> bool {
        self.required.contains(&name) || self.optional.contains(&name)
    }

    /// The names of its parameters, required ones first.
    pub fn parameters(&self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(self.optional).copied()
    }
}

impl Service {
    /// The action called `name`.
    pub fn action(&self, name: &str) -> Option<&'static Action> {
        self.actions.iter().find(|it| it.name == name)
    }
}
