//! Amazon EMR: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html>

use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "elasticmapreduce",
    title: "Amazon EMR",
    sdk: Some("emr"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html",
    actions: &[
        Action {
            name: "createCluster",
            api: Some("emr:runJobFlow"),
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
            ..Action::BASE
        },
        Action {
            name: "setClusterTerminationProtection",
            api: Some("emr:setTerminationProtection"),
            patterns: &[RequestResponse],
            required: &["ClusterId", "TerminationProtected"],
            ..Action::BASE
        },
        Action {
            name: "terminateCluster",
            api: Some("emr:terminateJobFlows"),
            patterns: &[RequestResponse, Sync],
            required: &["ClusterId"],
            ..Action::BASE
        },
        Action {
            name: "addStep",
            api: Some("emr:addJobFlowSteps"),
            patterns: &[RequestResponse, Sync],
            required: &["ClusterId", "Step"],
            optional: &["ExecutionRoleArn"],
            ..Action::BASE
        },
        Action {
            name: "cancelStep",
            api: Some("emr:cancelSteps"),
            patterns: &[RequestResponse],
            required: &["ClusterId", "StepId"],
            ..Action::BASE
        },
        Action {
            name: "modifyInstanceFleetByName",
            api: Some("emr:modifyInstanceFleet"),
            patterns: &[RequestResponse],
            required: &["ClusterId", "InstanceFleetName", "InstanceFleet"],
            ..Action::BASE
        },
        Action {
            name: "modifyInstanceGroupByName",
            api: Some("emr:modifyInstanceGroups"),
            patterns: &[RequestResponse],
            required: &["ClusterId", "InstanceGroupName", "InstanceGroup"],
            ..Action::BASE
        },
    ],
};
