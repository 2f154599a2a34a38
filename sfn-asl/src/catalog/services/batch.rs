//! AWS Batch: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html>

use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "batch",
    title: "AWS Batch",
    sdk: Some("batch"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html",
    actions: &[Action {
        name: "submitJob",
        api: Some("batch:submitJob"),
        patterns: &[RequestResponse, Sync, WaitForTaskToken],
        required: &["JobName", "JobQueue", "JobDefinition"],
        optional: &[
            "ShareIdentifier",
            "SchedulingPriorityOverride",
            "ArrayProperties",
            "DependsOn",
            "Parameters",
            "ContainerOverrides",
            "NodeOverrides",
            "RetryStrategy",
            "PropagateTags",
            "Timeout",
            "Tags",
            "EksPropertiesOverride",
            "EcsPropertiesOverride",
            "ConsumableResourcePropertiesOverride",
        ],
        ..Action::BASE
    }],
};
