//! Amazon EMR: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html>

use crate::catalog::grant::On::{All, Arn, By, Made, Named};
use crate::catalog::grant::{On, Only, allow, pass_role, rule};
use crate::catalog::limit::Rule::{Begins, Least, Like, OneOf, Range, Since, Where, Without, WithoutBoth};
use crate::catalog::limit::{Limit, Rule, release};
use crate::catalog::model::{Action, Gives, Service};
use crate::check::fleets;
use crate::iam::Request;
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "elasticmapreduce",
    title: "Amazon EMR",
    sdk: Some("emr"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html",
    errors: &[],
    actions: &[
        Action {
            name: "createCluster",
            api: Some("emr:runJobFlow"),
            gives: Gives::Own,
            patterns: &[RequestResponse, Sync],
            required: &["Name", "Instances"],
            optional: &[
                "LogUri",
                "LogEncryptionKmsKeyId",
                "AdditionalInfo",
                "AmiVersion",
                "ReleaseLabel",
                "Steps",
                "StepExecutionRoleArn",
                "BootstrapActions",
                "SupportedProducts",
                "NewSupportedProducts",
                "Applications",
                "Configurations",
                "VisibleToAllUsers",
                "JobFlowRole",
                "ServiceRole",
                "Tags",
                "SecurityConfiguration",
                "AutoScalingRole",
                "ScaleDownBehavior",
                "CustomAmiId",
                "EbsRootVolumeSize",
                "RepoUpgradeOnBoot",
                "KerberosAttributes",
                "StepConcurrencyLevel",
                "ManagedScalingPolicy",
                "PlacementGroupConfigs",
                "AutoTerminationPolicy",
                "OSReleaseLabel",
                "EbsRootVolumeIops",
                "EbsRootVolumeThroughput",
                "ExtendedSupport",
                "MonitoringConfiguration",
                "SessionEnabled",
            ],
            limits: &[
                Limit("StepConcurrencyLevel", Range(1.0, 256.0)),
                Limit("StepConcurrencyLevel", Since("ReleaseLabel", [5, 28, 0])),
                Limit("ReleaseLabel", Begins("emr-")),
                Limit("ReleaseLabel", Like(is_release, "`emr-` and three numbers, `emr-7.1.0`")),
                Limit("", Rule::By(fleets::check_scaling)),
                Limit("AutoTerminationPolicy.IdleTimeout", Range(60.0, 604_800.0)),
                Limit("EbsRootVolumeSize", Range(15.0, 100.0)),
                Limit("EbsRootVolumeThroughput", Range(125.0, 1_000.0)),
                Limit("EbsRootVolumeIops", Range(3_000.0, 16_000.0)),
                Limit("EbsRootVolumeThroughput", Since("ReleaseLabel", [6, 15, 0])),
                Limit("EbsRootVolumeIops", Since("ReleaseLabel", [6, 15, 0])),
                Limit("Instances.InstanceFleets[]", Rule::By(fleets::check_priorities)),
                Limit("Instances.InstanceFleets[]", Where("InstanceFleetType", "MASTER", MASTER)),
                Limit("Instances.InstanceFleets[].InstanceTypeConfigs[].Priority", Least(0.0)),
                Limit("Instances.InstanceFleets[]", OneOf(&["TargetOnDemandCapacity", "TargetSpotCapacity"])),
                Limit("Instances.InstanceFleets[]", Rule::By(fleets::check_capacity)),
                Limit("Instances.InstanceFleets[].InstanceTypeConfigs[].BidPrice", Without("BidPriceAsPercentageOfOnDemandPrice")),
                Limit("Instances.InstanceFleets[].LaunchSpecifications.SpotSpecification.TimeoutDurationMinutes", Range(5.0, 1_440.0)),
            ],
            grants: &[
                // The action knows no resources, and the cluster has no id yet.
                allow(&["elasticmapreduce:RunJobFlow"], &[All]),
                allow(&["elasticmapreduce:DescribeCluster", "elasticmapreduce:TerminateJobFlows"], &[ANY_CLUSTER]).sync(),
                allow(&["elasticmapreduce:AddTags"], &[ANY_CLUSTER]).given("Tags"),
                pass_role(&[Arn("iam:role/{ServiceRole}")], &[Only("StringEquals", "iam:PassedToService", By(emr))]).given("ServiceRole"),
                pass_role(&[Arn("iam:role/{JobFlowRole}")], &[Only("StringEquals", "iam:PassedToService", By(ec2))]).given("JobFlowRole"),
                pass_role(&[Arn("iam:role/{AutoScalingRole}")], &[Only("StringEquals", "iam:PassedToService", By(scaling))])
                    .given("AutoScalingRole"),
                // The first cluster of an account.
                allow(&["iam:CreateServiceLinkedRole"], &[Arn("iam:role/aws-service-role/elasticmapreduce.amazonaws.com/AWSServiceRoleForEMRCleanup")])
                    .only(&[Only("StringEquals", "iam:AWSServiceName", By(emr))]),
                rule(&[Arn("events:rule/StepFunctionsGetEventForEMRRunJobFlowRule")]),
            ],
            ..Action::BASE
        },
        Action {
            name: "setClusterTerminationProtection",
            api: Some("emr:setTerminationProtection"),
            patterns: &[RequestResponse],
            required: &["ClusterId", "TerminationProtected"],
            grants: &[
                allow(&["elasticmapreduce:SetTerminationProtection"], &[CLUSTER]),
            ],
            ..Action::BASE
        },
        Action {
            name: "terminateCluster",
            api: Some("emr:terminateJobFlows"),
            patterns: &[RequestResponse, Sync],
            required: &["ClusterId"],
            grants: &[
                allow(&["elasticmapreduce:TerminateJobFlows"], &[CLUSTER]),
                allow(&["elasticmapreduce:DescribeCluster"], &[CLUSTER]).sync(),
                rule(&[Arn("events:rule/StepFunctionsGetEventForEMRTerminateJobFlowsRule")]),
            ],
            ..Action::BASE
        },
        Action {
            name: "addStep",
            api: Some("emr:addJobFlowSteps"),
            gives: Gives::Own,
            patterns: &[RequestResponse, Sync],
            required: &["ClusterId", "Step"],
            optional: &["ExecutionRoleArn"],
            grants: &[
                allow(&["elasticmapreduce:AddJobFlowSteps"], &[CLUSTER]),
                allow(&["elasticmapreduce:DescribeStep", "elasticmapreduce:CancelSteps"], &[CLUSTER]).sync(),
                rule(&[Arn("events:rule/StepFunctionsGetEventForEMRAddJobFlowStepsRule")]),
                // The step gets it from the cluster: no service is named.
                pass_role(&[Named("ExecutionRoleArn", "iam::Role")], &[]).given("ExecutionRoleArn"),
            ],
            ..Action::BASE
        },
        Action {
            name: "cancelStep",
            api: Some("emr:cancelSteps"),
            gives: Gives::Own,
            patterns: &[RequestResponse],
            required: &["ClusterId", "StepId"],
            grants: &[
                allow(&["elasticmapreduce:CancelSteps"], &[CLUSTER]),
            ],
            ..Action::BASE
        },
        Action {
            name: "modifyInstanceFleetByName",
            api: Some("emr:modifyInstanceFleet"),
            // The name stands for the id that the API wants in it.
            own: &["InstanceFleet"],
            gives: Gives::Own,
            patterns: &[RequestResponse],
            required: &["ClusterId", "InstanceFleetName", "InstanceFleet"],
            grants: &[
                allow(&["elasticmapreduce:ModifyInstanceFleet", "elasticmapreduce:ListInstanceFleets"], &[CLUSTER]),
            ],
            ..Action::BASE
        },
        Action {
            name: "modifyInstanceGroupByName",
            api: Some("emr:modifyInstanceGroups"),
            // The name stands for the id that the API wants in it.
            own: &["InstanceGroup"],
            gives: Gives::Own,
            patterns: &[RequestResponse],
            required: &["ClusterId", "InstanceGroupName", "InstanceGroup"],
            grants: &[
                allow(&["elasticmapreduce:ModifyInstanceGroups", "elasticmapreduce:ListInstanceGroups"], &[CLUSTER]),
            ],
            ..Action::BASE
        },
    ],
};

const CLUSTER: On = Made("ClusterId", "emr::Cluster");
const ANY_CLUSTER: On = Arn("elasticmapreduce:cluster/*");

/// There is one primary node.
const MASTER: &[Limit] = &[
    Limit("TargetOnDemandCapacity", Range(0.0, 1.0)),
    Limit("TargetSpotCapacity", Range(0.0, 1.0)),
    Limit("TargetSpotCapacity", WithoutBoth("TargetOnDemandCapacity")),
];

/// A word behind `emr-` is of another line of EMR: `emr-spark-8.0-preview`.
fn is_release(label: &str) -> bool {
    let Some(rest) = label.strip_prefix("emr-") else { return true };
    let is_line = |it: (&str, &str)| it.0.chars().all(|it| it.is_ascii_alphabetic());
    release(label).is_some() || rest.split_once('-').is_some_and(is_line)
}

/// These services are called otherwise in China.
fn emr(_: &mut Request) -> Vec<String> {
    everywhere("elasticmapreduce")
}

fn ec2(_: &mut Request) -> Vec<String> {
    everywhere("ec2")
}

fn scaling(_: &mut Request) -> Vec<String> {
    everywhere("application-autoscaling")
}

fn everywhere(service: &str) -> Vec<String> {
    vec![format!("{service}.amazonaws.com"), format!("{service}.amazonaws.com.cn")]
}
