//! What an execution is run with.

use std::sync::Arc;

use sfn_asl::machine::WorkflowType;

use crate::query::value::Json;

/// Quota of the developer guide, for Standard workflows.
const MOST_EVENTS: u64 = 25_000;

/// How the token of a task is made: state and attempt.
pub(super) type Tokens = Arc<dyn Fn(&str, u32) -> Option<String> + Send + Sync>;

#[derive(Clone)]
pub(super) struct Settings {
    pub(super) seed: u64,
    /// The clock at the start, in nanoseconds since 1970.
    pub(super) start: i128,
    pub(super) name: Arc<str>,
    pub(super) machine_name: Arc<str>,
    pub(super) role_arn: Option<Arc<str>>,
    pub(super) keep_history: bool,
    pub(super) limit_history: bool,
    /// After so many transitions, somebody has made a loop that nothing ends.
    pub(super) most_transitions: u64,
    pub(super) tokens: Option<Tokens>,
    /// The context object, as far as the caller wants it otherwise.
    pub(super) context: Option<Json>,
    /// ARNs of activities that have been deleted.
    pub(super) missing_activities: Vec<String>,
    /// What is in S3.
    pub(super) objects: super::storage::Objects,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            seed: 0,
            // 2024-01-01T00:00:00Z: any fixed instant does.
            start: 1_704_067_200 * crate::query::time::NANOS,
            name: "local".into(),
            machine_name: "Machine".into(),
            role_arn: None,
            keep_history: true,
            limit_history: true,
            most_transitions: 20_000_000,
            tokens: None,
            context: None,
            missing_activities: Vec::new(),
            objects: super::storage::Objects::new(),
        }
    }
}

impl Settings {
    pub(super) fn history_limit(&self, workflow_type: WorkflowType) -> Option<u64> {
        (self.limit_history && workflow_type == WorkflowType::Standard).then_some(MOST_EVENTS)
    }

    pub(super) fn role_arn(&self) -> Json {
        self.role_arn.clone().map_or_else(|| Json::text("arn:aws:iam::123456789012:role/local"), Json::String)
    }
}
