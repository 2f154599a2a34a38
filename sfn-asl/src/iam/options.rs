//! What an author says about the role, beside the calls themselves.

use super::model::Statement;

/// What is said of the machine.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MachineOptions {
    /// Whether executions are traced.
    pub tracing: bool,
    /// Whether executions are logged.
    pub logging: bool,
    /// The key that definition and executions are encrypted with, if it is the author's.
    pub key: Option<String>,
    /// What is said of single calls.
    pub calls: Vec<CallOptions>,
}

/// What is said of one call.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CallOptions {
    /// The state.
    pub state: String,
    /// `iam_resources`: ARNs for what the parameters do not tell.
    pub resources: Vec<String>,
    /// `iam_action`: the action, where its name is not that of the call.
    pub action: Option<String>,
    /// `additional_iam_statements`, if the author wrote it.
    pub statements: Option<Vec<Statement>>,
}

impl CallOptions {
    /// Whether the author has said what the call needs, be it nothing.
    pub fn says_all(&self) -> bool {
        self.statements.is_some() || self.action.is_some()
    }
}
