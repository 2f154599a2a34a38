//! What a call needs of the execution role: the actions, and how to tell the resources from the parameters.
//!
//! Names after the Service Authorization Reference. What a grant becomes in a given call is for `iam` to say.

use crate::iam::Request;

/// Actions on resources.
#[derive(Clone, Copy, Debug)]
pub struct Grant {
    /// `sqs:SendMessage`
    pub actions: &'static [&'static str],
    /// What they are allowed on.
    pub on: &'static [On],
    /// Which calls need it.
    pub when: When,
    /// What restricts it.
    pub only: &'static [Only],
}

/// Which calls need a [`Grant`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// All.
    Always,
    /// Those that wait for the job: `.sync`.
    Sync,
    /// Those that give this parameter.
    Given(&'static str),
    /// Those in a machine that makes one of these calls, too: `sagemaker:createEndpoint`.
    Beside(&'static [&'static str]),
}

/// Resources.
///
/// A parameter is a path, `Input.S3Uri`, with a default if the service has one: `WorkGroup=primary`.
#[derive(Clone, Copy, Debug)]
pub enum On {
    /// `*`: the action knows no resources.
    All,
    /// What the parameter names, by name or ARN, and its type.
    Named(&'static str, &'static str),
    /// The same for what has its name from a call before, and so is never known when the machine is written.
    Made(&'static str, &'static str),
    /// The key that the parameter names, by id or ARN; by alias, any that [`On::Alias`] then restricts.
    Key(&'static str),
    /// No resource: the alias by which the parameter names a key, if it does.
    Alias(&'static str),
    /// An ARN with parameters, as [`expand`](crate::iam::arn::expand) takes it: `sagemaker:model/{lower:ModelName}`.
    Arn(&'static str),
    /// What takes code to say. None: the grant is not needed.
    By(fn(&mut Request) -> Vec<String>),
}

/// A condition: operator, key, value. Without a known value it is left out.
#[derive(Clone, Copy, Debug)]
pub struct Only(pub &'static str, pub &'static str, pub On);

impl Grant {
    /// Needed only by `.sync`.
    pub const fn sync(self) -> Grant {
        Grant { when: When::Sync, ..self }
    }

    /// Needed only with this parameter.
    pub const fn given(self, parameter: &'static str) -> Grant {
        Grant { when: When::Given(parameter), ..self }
    }

    /// Needed only beside one of these calls.
    pub const fn beside(self, calls: &'static [&'static str]) -> Grant {
        Grant { when: When::Beside(calls), ..self }
    }

    /// Allowed only so.
    pub const fn only(self, only: &'static [Only]) -> Grant {
        Grant { only, ..self }
    }
}

/// What every call needs.
pub const fn allow(actions: &'static [&'static str], on: &'static [On]) -> Grant {
    Grant { actions, on, when: When::Always, only: &[] }
}

/// `.sync` of services that tell the end of a job by an event: a rule that Step Functions manages.
pub const fn rule(on: &'static [On]) -> Grant {
    allow(&["events:PutTargets", "events:PutRule", "events:DescribeRule"], on).sync()
}

/// The alias of a key in `parameter`. What is behind an alias, IAM learns from the key:
/// <https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html>
pub const fn by_alias(parameter: &'static str) -> Only {
    Only("ForAnyValue:StringEquals", "kms:ResourceAliases", On::Alias(parameter))
}

/// The role that the service is to work with, which only it may get.
pub const fn pass_role(on: &'static [On], only: &'static [Only]) -> Grant {
    allow(&["iam:PassRole"], on).only(only)
}

/// The one service that may get a role.
pub const fn passed_to(service: &'static str) -> Only {
    Only("StringEquals", "iam:PassedToService", On::Arn(service))
}
