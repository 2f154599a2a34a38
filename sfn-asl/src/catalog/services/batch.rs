//! AWS Batch: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html>

use crate::catalog::grant::On::{All, Arn, By, Named};
use crate::catalog::grant::{allow, rule};
use crate::catalog::limit::Limit;
use crate::catalog::limit::Rule::{BeginsNot, Count, Length, Range};
use crate::catalog::model::{Action, Service};
use crate::iam::special;
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "batch",
    title: "AWS Batch",
    sdk: Some("batch"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html",
    errors: &["Batch"],
    actions: &[Action {
        name: "submitJob",
        api: Some("batch:submitJob"),
        job: Some(("batch:describeJobs", "Jobs[0]")),
        patterns: &[RequestResponse, Sync, WaitForTaskToken],
        unsupported: &[WaitForTaskToken],
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
        limits: &[
            Limit("ArrayProperties.Size", Range(2.0, 10_000.0)),
            Limit("RetryStrategy.Attempts", Range(1.0, 10.0)),
            Limit("Timeout.AttemptDurationSeconds", Range(60.0, 2_147_483_647.0)),
            Limit("ContainerOverrides.Environment[].Name", BeginsNot("AWS_BATCH")),
            Limit("DependsOn", Count(0, 20)),
            Limit("Tags", Count(0, 50)),
            Limit("Tags.{key}", Length(1, 128)),
            Limit("Tags.{}", Length(0, 256)),
        ],
        grants: &[
            allow(&["batch:SubmitJob"], &[By(special::job_definition), Named("JobQueue", "batch::JobQueue")]),
            // It is asked for by the job, and the action knows no resources.
            allow(&["batch:DescribeJobs"], &[All]).sync(),
            allow(&["batch:TerminateJob"], &[Arn("batch:job/*")]).sync(),
            rule(&[Arn("events:rule/StepFunctionsGetEventsForBatchJobsRule")]),
        ],
        ..Action::BASE
    }],
};
