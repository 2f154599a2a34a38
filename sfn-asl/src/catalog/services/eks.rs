//! Amazon EKS: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html>

use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "eks",
    title: "Amazon EKS",
    sdk: Some("eks"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html",
    actions: &[
        Action {
            name: "call",
            patterns: &[RequestResponse],
            required: &["ClusterName", "CertificateAuthority", "Endpoint", "Method", "Path"],
            optional: &["QueryParameters", "RequestBody"],
            ..Action::BASE
        },
        Action {
            name: "runJob",
            patterns: &[RequestResponse, Sync],
            required: &["ClusterName", "CertificateAuthority", "Endpoint", "Job"],
            optional: &["Namespace", "LogOptions"],
            ..Action::BASE
        },
        Action {
            name: "createCluster",
            api: Some("eks:createCluster"),
            patterns: &[RequestResponse, Sync],
            required: &["Name", "RoleArn", "ResourcesVpcConfig"],
            optional: &[
                "Version",
                "KubernetesNetworkConfig",
                "Logging",
                "ClientRequestToken",
                "Tags",
                "EncryptionConfig",
                "OutpostConfig",
                "AccessConfig",
                "BootstrapSelfManagedAddons",
                "UpgradePolicy",
                "ZonalShiftConfig",
                "RemoteNetworkConfig",
                "ComputeConfig",
                "StorageConfig",
                "DeletionProtection",
                "ControlPlaneScalingConfig",
                "KubeApiServerConfig",
                "KubeSchedulerConfig",
                "KubeControllerManagerConfig",
            ],
            ..Action::BASE
        },
        Action {
            name: "deleteCluster",
            api: Some("eks:deleteCluster"),
            patterns: &[RequestResponse, Sync],
            required: &["Name"],
            ..Action::BASE
        },
        Action {
            name: "createNodegroup",
            api: Some("eks:createNodegroup"),
            patterns: &[RequestResponse, Sync],
            required: &["ClusterName", "NodegroupName", "Subnets", "NodeRole"],
            optional: &[
                "ScalingConfig",
                "DiskSize",
                "InstanceTypes",
                "AmiType",
                "RemoteAccess",
                "Labels",
                "Taints",
                "Tags",
                "ClientRequestToken",
                "LaunchTemplate",
                "UpdateConfig",
                "NodeRepairConfig",
                "CapacityType",
                "Version",
                "ReleaseVersion",
                "WarmPoolConfig",
            ],
            ..Action::BASE
        },
        Action {
            name: "deleteNodegroup",
            api: Some("eks:deleteNodegroup"),
            patterns: &[RequestResponse, Sync],
            required: &["ClusterName", "NodegroupName"],
            ..Action::BASE
        },
        Action {
            name: "createFargateProfile",
            api: Some("eks:createFargateProfile"),
            patterns: &[RequestResponse, Sync],
            required: &["FargateProfileName", "ClusterName", "PodExecutionRoleArn"],
            optional: &["Subnets", "Selectors", "ClientRequestToken", "Tags"],
            ..Action::BASE
        },
        Action {
            name: "deleteFargateProfile",
            api: Some("eks:deleteFargateProfile"),
            patterns: &[RequestResponse, Sync],
            required: &["ClusterName", "FargateProfileName"],
            ..Action::BASE
        },
    ],
};
