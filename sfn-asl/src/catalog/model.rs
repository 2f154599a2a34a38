//! What an optimised integration is.

use super::grant::Grant;
use super::limit::Limit;
use crate::resource::Pattern;
use crate::sdk::Typed;

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
    /// What the names of its errors start with, as recorded. Empty where nobody has written it down.
    pub errors: &'static [&'static str],
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
    /// Those of them that the service takes, while the table of the Developer Guide has them as not supported:
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html>
    pub unsupported: &'static [Pattern],
    /// Parameters that the service checks for when a machine is created.
    pub required: &'static [&'static str],
    /// The other parameters.
    pub optional: &'static [&'static str],
    /// Those of its parameters that are not the ones of the API, however they are called.
    pub own: &'static [&'static str],
    /// What it gives.
    pub gives: Gives,
    /// What it gives once the job is done, `.sync`: the result of this call, `service:action`, or what is at a path
    /// inside. `None` where that is not known.
    pub job: Option<(&'static str, &'static str)>,
    /// What it takes for its parameters.
    pub limits: &'static [Limit],
    /// What the execution role needs for it.
    pub grants: &'static [Grant],
}

/// What an action gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gives {
    /// What its API gives.
    Api,
    /// Something of its own.
    Own,
}

impl Action {
    /// What an action is if nothing else is said. Rows end in `..Action::BASE`, so a new fact is one field here and
    /// a line in the rows that have it.
    pub const BASE: Action = Action {
        name: "",
        api: None,
        patterns: &[Pattern::RequestResponse],
        unsupported: &[],
        required: &[],
        optional: &[],
        own: &[],
        gives: Gives::Api,
        job: None,
        limits: &[],
        grants: &[],
    };

    /// Whether it can be called that way.
    pub fn offers(&self, pattern: Pattern) -> bool {
        self.patterns.contains(&pattern)
    }

    /// What the API behind it takes, as this integration spells it.
    pub fn input(&self) -> Option<Typed> {
        let (service, action) = self.api?.split_once(':')?;
        Some(Typed::optimised(service, sfn_catalog::action(service, action)?.input()?))
    }

    /// What it gives when it is called this way, as far as that is a matter of an API.
    pub fn output(&self, pattern: Pattern) -> Option<Typed> {
        let (call, path) = match pattern {
            Pattern::RequestResponse if self.gives == Gives::Api => (self.api?, ""),
            Pattern::Sync => self.job?,
            _ => return None,
        };
        let (service, action) = call.split_once(':')?;
        Typed::optimised(service, sfn_catalog::action(service, action)?.output()?).at(path)
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
