//! The optimised integrations: which services and actions there are, and what is true of each.
//!
//! Facts only. Checks, mocks and "did you mean" all read the same rows.

mod grant;
mod limit;
mod model;
mod resource_types;
// A row that says everything ends like the others, so that a new fact is no edit of it.
#[allow(clippy::needless_update)]
mod services;

pub use grant::{Grant, On, Only, When, allow, by_alias, pass_role, passed_to};
pub use limit::{Limit, Rule, SDK_LIMITS, release};
pub use model::{Action, Gives, Service};
pub use resource_types::{RESOURCE_TYPES, ResourceType, resource_type};

/// The optimised service called `name` in a `Resource`.
pub fn service(name: &str) -> Option<&'static Service> {
    let all = services::ALL;
    let mut at = 0;
    while at < all.len() {
        if all[at].name.len() == name.len() && all[at].name == name {
            return Some(all[at]);
        }
        at += 1;
    }
    None
}

/// The action `action` of the optimised service `service`.
pub fn action(service: &str, action: &str) -> Option<&'static Action> {
    self::service(service)?.action(action)
}

/// Every optimised service, by name.
pub fn services() -> impl Iterator<Item = &'static Service> {
    services::ALL.iter().copied()
}

/// Calls that are often taken for optimised ones, and the AWS SDK integration that does the work.
const ASKED_FOR: &[(&str, &str, &str)] = &[
    ("glue", "startCrawler", "aws-sdk:glue:startCrawler"),
    ("scheduler", "createSchedule", "aws-sdk:scheduler:createSchedule"),
    ("deadline", "createJob", "aws-sdk:deadline:createJob"),
    ("bedrock", "converse", "aws-sdk:bedrockruntime:converse"),
    ("bedrock-agentcore", "invokeAgent", "aws-sdk:bedrockagentcore:invokeAgentRuntime"),
    ("bedrock-agentcore", "invokeAgentRuntime", "aws-sdk:bedrockagentcore:invokeAgentRuntime"),
];

/// The AWS SDK integration to use for a call that is not optimised: `aws-sdk:dynamodb:query` for `dynamodb:query`.
pub fn sdk_call(service: &str, action: &str) -> String {
    let asked = ASKED_FOR.iter().find(|it| it.0 == service && it.1 == action);
    if let Some((_, _, call)) = asked {
        return (*call).to_owned();
    }
    let sdk = self::service(service).and_then(|it| it.sdk);
    format!("aws-sdk:{}:{action}", sdk.map_or_else(|| service.replace('-', ""), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::{action, sdk_call, service, services};
    use crate::resource::Pattern;

    #[test]
    fn holds_every_optimised_integration() {
        assert_eq!(services().count(), 22);
        assert_eq!(services().map(|it| it.actions.len()).sum::<usize>(), 64);
        let resources = services().flat_map(|it| it.actions).map(|it| it.patterns.len());
        assert_eq!(resources.sum::<usize>(), 108);
    }

    #[test]
    fn rows_are_well_formed() {
        for service in services() {
            for action in service.actions {
                assert!(!action.name.is_empty() && action.offers(Pattern::RequestResponse), "{action:?}");
                let mut names: Vec<&str> = action.parameters().collect();
                assert!(
                    names.iter().all(|it| it.starts_with(|c: char| c.is_ascii_uppercase())),
                    "{action:?}"
                );
                names.sort_unstable();
                assert!(names.windows(2).all(|it| it[0] != it[1]), "{action:?}");
            }
        }
    }

    #[test]
    fn finds_rows() {
        assert_eq!(service("sqs").map(|it| it.title), Some("Amazon SQS"));
        assert_eq!(action("states", "startExecution").map(|it| it.patterns.len()), Some(4));
        assert!(action("dynamodb", "query").is_none());
    }

    #[test]
    fn knows_the_sdk_call_to_use_instead() {
        assert_eq!(sdk_call("dynamodb", "query"), "aws-sdk:dynamodb:query");
        assert_eq!(sdk_call("states", "listExecutions"), "aws-sdk:sfn:listExecutions");
        assert_eq!(sdk_call("bedrock", "converse"), "aws-sdk:bedrockruntime:converse");
    }
}
