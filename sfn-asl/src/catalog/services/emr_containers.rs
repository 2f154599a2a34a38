//! Amazon EMR on EKS: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html>

use std::borrow::Cow;

use crate::catalog::grant::On::{All, Arn, By, Made};
use crate::catalog::grant::{On, Only, allow};
use crate::catalog::limit::Limit;
use crate::catalog::limit::Rule::{Count, Length, List, Nested, OneOf, Text};
use crate::catalog::model::{Action, Service};
use crate::iam::{Given, Request};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "emr-containers",
    title: "Amazon EMR on EKS",
    sdk: Some("emrcontainers"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html",
    errors: &[],
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
            grants: &[
                // The action knows no resources.
                allow(&["emr-containers:CreateVirtualCluster"], &[All]),
                // The first virtual cluster of an account.
                allow(&["iam:CreateServiceLinkedRole"], &[Arn("iam:role/aws-service-role/emr-containers.amazonaws.com/AWSServiceRoleForAmazonEMRContainers")])
                    .only(&[Only("StringEquals", "iam:AWSServiceName", Arn("emr-containers.amazonaws.com"))]),
                allow(&["emr-containers:TagResource"], &[Arn("emr-containers:/virtualclusters/*")]).given("Tags"),
            ],
            ..Action::BASE
        },
        Action {
            name: "deleteVirtualCluster",
            api: Some("emrcontainers:deleteVirtualCluster"),
            patterns: &[RequestResponse, Sync],
            required: &["Id"],
            grants: &[
                allow(&["emr-containers:DeleteVirtualCluster"], &[Made("Id", "emr_containers::VirtualCluster")]),
                allow(&["emr-containers:DescribeVirtualCluster"], &[Made("Id", "emr_containers::VirtualCluster")]).sync(),
            ],
            ..Action::BASE
        },
        Action {
            name: "startJobRun",
            api: Some("emrcontainers:startJobRun"),
            job: Some(("emrcontainers:describeJobRun", "JobRun")),
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
            limits: &[
                Limit("", OneOf(&["ExecutionRoleArn", "JobTemplateId"])),
                Limit("JobDriver.SparkSubmitJobDriver.EntryPoint", Length(1, 256)),
                Limit("JobDriver.SparkSubmitJobDriver.EntryPointArguments", List),
                // The reference has 10280 without saying whether of the list or of each; no job has more of either.
                Limit("JobDriver.SparkSubmitJobDriver.EntryPointArguments", Count(1, 10_280)),
                Limit("JobDriver.SparkSubmitJobDriver.EntryPointArguments[]", Text),
                Limit("JobDriver.SparkSubmitJobDriver.EntryPointArguments[]", Length(1, 10_280)),
                Limit("JobDriver.SparkSubmitJobDriver.SparkSubmitParameters", Length(1, 102_400)),
                Limit("ConfigurationOverrides.ApplicationConfiguration", Count(0, 100)),
                Limit("ConfigurationOverrides.ApplicationConfiguration[]", Nested("Configurations", CONFIGURATION)),
            ],
            grants: &[
                allow(&["emr-containers:StartJobRun"], &[Made("VirtualClusterId", "emr_containers::VirtualCluster")])
                    .only(&[Only("StringEquals", "emr-containers:ExecutionRoleArn", By(role))]),
                allow(&["emr-containers:DescribeJobRun", "emr-containers:CancelJobRun"], &[RUNS]).sync(),
                allow(&["emr-containers:TagResource"], &[RUNS]).given("Tags"),
            ],
            ..Action::BASE
        },
    ],
};

/// <https://docs.aws.amazon.com/emr-on-eks/latest/APIReference/API_Configuration.html>
const CONFIGURATION: &[Limit] = &[Limit("Properties", Count(0, 100)), Limit("Configurations", Count(0, 100))];

const RUNS: On = Arn("emr-containers:/virtualclusters/{id:VirtualClusterId}/jobruns/*");

/// The role that the job works with, which the pods assume: it is not passed.
fn role(request: &mut Request) -> Vec<String> {
    match request.get("ExecutionRoleArn") {
        Given::Absent => Vec::new(),
        _ => request.text("ExecutionRoleArn").map(Cow::into_owned).into_iter().collect(),
    }
}
