//! Amazon ECS and AWS Fargate: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html>

use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "ecs",
    title: "Amazon ECS and AWS Fargate",
    sdk: Some("ecs"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html",
    actions: &[Action {
        name: "runTask",
        api: Some("ecs:runTask"),
        patterns: &[RequestResponse, Sync, WaitForTaskToken],
        required: &["TaskDefinition"],
        optional: &[
            "CapacityProviderStrategy",
            "Cluster",
            "Count",
            "EnableECSManagedTags",
            "EnableExecuteCommand",
            "Group",
            "LaunchType",
            "NetworkConfiguration",
            "Overrides",
            "PlacementConstraints",
            "PlacementStrategy",
            "PlatformVersion",
            "PropagateTags",
            "ReferenceId",
            "StartedBy",
            "Tags",
            "ClientToken",
            "VolumeConfigurations",
        ],
        ..Action::BASE
    }],
};
