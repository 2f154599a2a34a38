//! A policy, as IAM has it.

/// The statements of an execution role.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Policy {
    /// In the order of the states that need them.
    pub statements: Vec<Statement>,
}

/// A statement. It may be *open* in the sense of [`crate::value::is_open`], and always is where partition, Region
/// and account belong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// Its name, unique in the policy.
    pub sid: String,
    /// Whether it allows or denies.
    pub effect: Effect,
    /// `dynamodb:PutItem`
    pub actions: Vec<String>,
    /// ARNs, with `*` for what is not known.
    pub resources: Vec<String>,
    /// What restricts it.
    pub conditions: Vec<Condition>,
    /// Why it is there.
    pub reasons: Vec<Reason>,
}

/// `Effect`
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Effect {
    /// Everything that is made here.
    #[default]
    Allow,
    /// Only in statements of an author.
    Deny,
}

impl Effect {
    /// The name that IAM has for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Effect::Allow => "Allow",
            Effect::Deny => "Deny",
        }
    }
}

/// `{ "StringEquals": { "iam:PassedToService": "ecs-tasks.amazonaws.com" } }`
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    /// `StringEquals`
    pub operator: String,
    /// `iam:PassedToService`
    pub key: String,
    /// Any of these.
    pub values: Vec<String>,
}

/// Why a statement is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason {
    /// The state; empty for the machine as a whole.
    pub state: String,
    /// The call and its pattern, `ecs:runTask.sync`, or what the machine does.
    pub what: String,
}
