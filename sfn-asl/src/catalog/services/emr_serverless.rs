//! Amazon EMR Serverless: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html>

use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "emr-serverless",
    title: "Amazon EMR Serverless",
    sdk: Some("emrserverless"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html",
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
            ..Action::BASE
        },
        Action {
            name: "startApplication",
            api: Some("emrserverless:startApplication"),
            patterns: &[RequestResponse, Sync],
            required: &["ApplicationId"],
            ..Action::BASE
        },
        Action {
            name: "stopApplication",
            api: Some("emrserverless:stopApplication"),
            patterns: &[RequestResponse, Sync],
            required: &["ApplicationId"],
            ..Action::BASE
        },
        Action {
            name: "deleteApplication",
            api: Some("emrserverless:deleteApplication"),
            patterns: &[RequestResponse, Sync],
            required: &["ApplicationId"],
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
            ..Action::BASE
        },
        Action {
            name: "cancelJobRun",
            api: Some("emrserverless:cancelJobRun"),
            patterns: &[RequestResponse, Sync],
            required: &["ApplicationId", "JobRunId"],
            optional: &["ShutdownGracePeriodInSeconds"],
            ..Action::BASE
        },
    ],
};
