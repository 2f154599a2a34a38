//! Amazon ECS and AWS Fargate: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html>

use crate::catalog::grant::On::{Arn, By, Named};
use crate::catalog::grant::{On, Only, allow, pass_role, passed_to, rule};
use crate::catalog::limit::Limit;
use crate::catalog::limit::Rule::{Count, Range, Without};
use crate::catalog::model::{Action, Service};
use crate::iam::special;
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "ecs",
    title: "Amazon ECS and AWS Fargate",
    sdk: Some("ecs"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html",
    errors: &["ECS", "AmazonECS"],
    actions: &[Action {
        name: "runTask",
        api: Some("ecs:runTask"),
        job: Some(("ecs:describeTasks", "Tasks[0]")),
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
        limits: &[
            Limit("CapacityProviderStrategy", Count(1, 20)),
            Limit("Count", Range(1.0, 10.0)),
            Limit("CapacityProviderStrategy", Without("LaunchType")),
        ],
        grants: &[
            allow(&["ecs:RunTask"], &[By(special::task_definition)]).only(&[Only(
                "ArnEquals",
                "ecs:cluster",
                Named("Cluster=default", "ecs::Cluster"),
            )]),
            allow(&["ecs:StopTask", "ecs:DescribeTasks"], &[TASK]).sync(),
            allow(&["ecs:TagResource"], &[TASK])
                .only(&[Only("StringEquals", "ecs:CreateAction", Arn("RunTask"))])
                .given("Tags"),
            rule(&[Arn("events:rule/StepFunctionsGetEventsForECSTaskRule")]),
            pass_role(&[By(special::task_roles)], &[passed_to("ecs-tasks.amazonaws.com")]),
        ],
        ..Action::BASE
    }],
};

const TASK: On = Arn("ecs:task/{Cluster=default}/*");
