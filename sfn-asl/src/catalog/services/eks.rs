//! Amazon EKS: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html>

use crate::catalog::grant::On::{All, Arn, Named};
use crate::catalog::grant::{On, Only, allow, pass_role, passed_to};
use crate::catalog::limit::Limit;
use crate::catalog::limit::Rule::{Among, List};
use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "eks",
    title: "Amazon EKS",
    sdk: Some("eks"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html",
    errors: &["EKS", "AmazonEKS"],
    actions: &[
        Action {
            name: "call",
            patterns: &[RequestResponse],
            required: &["ClusterName", "CertificateAuthority", "Endpoint", "Method", "Path"],
            optional: &["QueryParameters", "RequestBody"],
            limits: &[
                Limit("Method", Among(&["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"])),
                Limit("QueryParameters.{}", List),
            ],
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
            job: Some(("eks:describeCluster", "")),
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
            grants: &[
                // The action knows no resources.
                allow(&["eks:CreateCluster"], &[All]),
                allow(&["eks:DescribeCluster", "eks:DeleteCluster"], &[Named("Name", "eks::Cluster")]).sync(),
                pass_role(&[Named("RoleArn", "iam::Role")], &[passed_to("eks.amazonaws.com")]),
                // The first cluster of an account.
                allow(
                    &["iam:CreateServiceLinkedRole"],
                    &[Arn("iam:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS")],
                )
                .only(&[Only(
                    "StringEquals",
                    "iam:AWSServiceName",
                    Arn("eks.amazonaws.com"),
                )]),
            ],
            ..Action::BASE
        },
        Action {
            name: "deleteCluster",
            api: Some("eks:deleteCluster"),
            patterns: &[RequestResponse, Sync],
            required: &["Name"],
            grants: &[
                allow(&["eks:DeleteCluster"], &[Named("Name", "eks::Cluster")]),
                allow(&["eks:DescribeCluster"], &[Named("Name", "eks::Cluster")]).sync(),
            ],
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
            grants: &[
                allow(&["eks:CreateNodegroup"], &[CLUSTER]),
                allow(&["eks:DescribeNodegroup", "eks:DeleteNodegroup"], &[NODEGROUP]).sync(),
                // The action knows no resources.
                allow(&["ec2:DescribeSubnets"], &[All]),
                allow(&["iam:GetRole", "iam:ListAttachedRolePolicies"], &[Named("NodeRole", "iam::Role")]),
                pass_role(&[Named("NodeRole", "iam::Role")], &[passed_to("eks.amazonaws.com")]),
            ],
            ..Action::BASE
        },
        Action {
            name: "deleteNodegroup",
            api: Some("eks:deleteNodegroup"),
            patterns: &[RequestResponse, Sync],
            required: &["ClusterName", "NodegroupName"],
            grants: &[
                allow(&["eks:DeleteNodegroup"], &[NODEGROUP]),
                allow(&["eks:DescribeNodegroup"], &[NODEGROUP]).sync(),
            ],
            ..Action::BASE
        },
        Action {
            name: "createFargateProfile",
            api: Some("eks:createFargateProfile"),
            patterns: &[RequestResponse, Sync],
            required: &["FargateProfileName", "ClusterName", "PodExecutionRoleArn"],
            optional: &["Subnets", "Selectors", "ClientRequestToken", "Tags"],
            grants: &[
                allow(&["eks:CreateFargateProfile"], &[CLUSTER]),
                allow(&["eks:DescribeFargateProfile", "eks:DeleteFargateProfile"], &[PROFILE]).sync(),
                pass_role(&[Named("PodExecutionRoleArn", "iam::Role")], &[passed_to("eks.amazonaws.com")]),
            ],
            ..Action::BASE
        },
        Action {
            name: "deleteFargateProfile",
            api: Some("eks:deleteFargateProfile"),
            patterns: &[RequestResponse, Sync],
            required: &["ClusterName", "FargateProfileName"],
            grants: &[
                allow(&["eks:DeleteFargateProfile"], &[PROFILE]),
                allow(&["eks:DescribeFargateProfile"], &[PROFILE]).sync(),
            ],
            ..Action::BASE
        },
    ],
};

const CLUSTER: On = Named("ClusterName", "eks::Cluster");
const NODEGROUP: On = Arn("eks:nodegroup/{ClusterName}/{NodegroupName}/*");
const PROFILE: On = Arn("eks:fargateprofile/{ClusterName}/{FargateProfileName}/*");
