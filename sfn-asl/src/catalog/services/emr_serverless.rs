//! Amazon EMR Serverless: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html>

use crate::catalog::grant::On::{Arn, Made, Named};
use crate::catalog::grant::{Grant, On, Only, allow, pass_role, passed_to, rule};
use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "emr-serverless",
    title: "Amazon EMR Serverless",
    sdk: Some("emrserverless"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html",
    errors: &[],
    actions: &[
        Action {
            name: "createApplication",
            api: Some("emrserverless:createApplication"),
            patterns: &[RequestResponse, Sync],
            required: &["ReleaseLabel", "Type"],
            optional: &[
                "Name",
                "ClientToken",
                "InitialCapacity",
                "MaximumCapacity",
                "Tags",
                "AutoStartConfiguration",
                "AutoStopConfiguration",
                "NetworkConfiguration",
                "Architecture",
                "ImageConfiguration",
                "WorkerTypeSpecifications",
                "RuntimeConfiguration",
                "MonitoringConfiguration",
                "DiskEncryptionConfiguration",
                "InteractiveConfiguration",
                "SchedulerConfiguration",
                "IdentityCenterConfiguration",
                "JobLevelCostAllocationConfiguration",
            ],
            grants: &[
                allow(&["emr-serverless:CreateApplication"], &[Arn("emr-serverless:/*")]),
                allow(&["emr-serverless:GetApplication", "emr-serverless:DeleteApplication"], &[Arn("emr-serverless:/applications/*")]).sync(),
                allow(&["emr-serverless:TagResource"], &[Arn("emr-serverless:/applications/*")]).given("Tags"),
                APPLICATION_RULE,
                // The first application of an account.
                allow(&["iam:CreateServiceLinkedRole"], &[Arn("iam:role/aws-service-role/ops.emr-serverless.amazonaws.com/AWSServiceRoleForAmazonEMRServerless*")])
                    .only(&[Only("StringEquals", "iam:AWSServiceName", Arn("ops.emr-serverless.amazonaws.com"))]),
            ],
            ..Action::BASE
        },
        Action {
            name: "startApplication",
            api: Some("emrserverless:startApplication"),
            patterns: &[RequestResponse, Sync],
            required: &["ApplicationId"],
            grants: &[
                allow(&["emr-serverless:StartApplication"], &[APPLICATION]),
                allow(&["emr-serverless:GetApplication", "emr-serverless:StopApplication"], &[APPLICATION]).sync(),
                APPLICATION_RULE,
            ],
            ..Action::BASE
        },
        Action {
            name: "stopApplication",
            api: Some("emrserverless:stopApplication"),
            patterns: &[RequestResponse, Sync],
            required: &["ApplicationId"],
            grants: &[
                allow(&["emr-serverless:StopApplication"], &[APPLICATION]),
                allow(&["emr-serverless:GetApplication"], &[APPLICATION]).sync(),
                APPLICATION_RULE,
            ],
            ..Action::BASE
        },
        Action {
            name: "deleteApplication",
            api: Some("emrserverless:deleteApplication"),
            patterns: &[RequestResponse, Sync],
            required: &["ApplicationId"],
            grants: &[
                allow(&["emr-serverless:DeleteApplication"], &[APPLICATION]),
                allow(&["emr-serverless:GetApplication"], &[APPLICATION]).sync(),
                APPLICATION_RULE,
            ],
            ..Action::BASE
        },
        Action {
            name: "startJobRun",
            api: Some("emrserverless:startJobRun"),
            patterns: &[RequestResponse, Sync],
            required: &["ApplicationId", "ExecutionRoleArn"],
            optional: &[
                "ClientToken",
                "ExecutionIamPolicy",
                "JobDriver",
                "ConfigurationOverrides",
                "Tags",
                "ExecutionTimeoutMinutes",
                "Name",
                "Mode",
                "RetryPolicy",
                "FlexExecution",
            ],
            grants: &[
                allow(&["emr-serverless:StartJobRun"], &[APPLICATION]),
                pass_role(&[Named("ExecutionRoleArn", "iam::Role")], &[passed_to("emr-serverless.amazonaws.com")]),
                allow(&["emr-serverless:GetJobRun", "emr-serverless:CancelJobRun"], &[RUNS]).sync(),
                allow(&["emr-serverless:TagResource"], &[RUNS]).given("Tags"),
                JOB_RULE,
            ],
            ..Action::BASE
        },
        Action {
            name: "cancelJobRun",
            api: Some("emrserverless:cancelJobRun"),
            patterns: &[RequestResponse, Sync],
            required: &["ApplicationId", "JobRunId"],
            optional: &["ShutdownGracePeriodInSeconds"],
            grants: &[
                allow(&["emr-serverless:CancelJobRun"], &[RUN]),
                allow(&["emr-serverless:GetJobRun"], &[RUN]).sync(),
                JOB_RULE,
            ],
            ..Action::BASE
        },
    ],
};

const APPLICATION: On = Made("ApplicationId", "emr_serverless::Application");
const RUNS: On = Arn("emr-serverless:/applications/{id:ApplicationId}/jobruns/*");
const RUN: On = Arn("emr-serverless:/applications/{id:ApplicationId}/jobruns/{id:JobRunId}");

const APPLICATION_RULE: Grant =
    rule(&[Arn("events:rule/StepFunctionsGetEventsForEMRServerlessApplicationRule")]);
const JOB_RULE: Grant = rule(&[Arn("events:rule/StepFunctionsGetEventsForEMRServerlessJobRule")]);
