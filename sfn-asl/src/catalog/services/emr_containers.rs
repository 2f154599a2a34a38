//! Amazon EMR on EKS: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html>

use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "emr-containers",
    title: "Amazon EMR on EKS",
    sdk: Some("emrcontainers"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html",
    actions: &[
        Action {
            name: "createVirtualCluster",
            api: Some("emrcontainers:createVirtualCluster"),
            patterns: &[RequestResponse],
            required: &["Name", "ContainerProvider"],
            optional: &[
                "ClientToken",
                "Tags",
                "SecurityConfigurationId",
                "SessionEnabled",
                "SchedulerConfiguration",
            ],
            ..Action::BASE
        },
        Action {
            name: "deleteVirtualCluster",
            api: Some("emrcontainers:deleteVirtualCluster"),
            patterns: &[RequestResponse, Sync],
            required: &["Id"],
            ..Action::BASE
        },
        Action {
            name: "startJobRun",
            api: Some("emrcontainers:startJobRun"),
            patterns: &[RequestResponse, Sync],
            required: &["VirtualClusterId"],
            optional: &[
                "Name",
                "ClientToken",
                "ExecutionRoleArn",
                "ReleaseLabel",
                "JobDriver",
                "ConfigurationOverrides",
                "Tags",
                "JobTemplateId",
                "JobTemplateParameters",
                "RetryPolicyConfiguration",
            ],
            ..Action::BASE
        },
    ],
};
