//! AWS CodeBuild: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html>

use crate::catalog::grant::On::{Arn, Named};
use crate::catalog::grant::{On, allow, pass_role, passed_to, rule};
use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "codebuild",
    title: "AWS CodeBuild",
    sdk: Some("codebuild"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html",
    errors: &[],
    actions: &[
        Action {
            name: "startBuild",
            api: Some("codebuild:startBuild"),
            job: Some(("codebuild:startBuild", "")),
            patterns: &[RequestResponse, Sync],
            required: &["ProjectName"],
            optional: &[
                "SecondarySourcesOverride",
                "SecondarySourcesVersionOverride",
                "SourceVersion",
                "ArtifactsOverride",
                "SecondaryArtifactsOverride",
                "EnvironmentVariablesOverride",
                "SourceTypeOverride",
                "SourceLocationOverride",
                "SourceAuthOverride",
                "GitCloneDepthOverride",
                "GitSubmodulesConfigOverride",
                "BuildspecOverride",
                "InsecureSslOverride",
                "ReportBuildStatusOverride",
                "BuildStatusConfigOverride",
                "EnvironmentTypeOverride",
                "ImageOverride",
                "ComputeTypeOverride",
                "CertificateOverride",
                "CacheOverride",
                "ServiceRoleOverride",
                "PrivilegedModeOverride",
                "TimeoutInMinutesOverride",
                "QueuedTimeoutInMinutesOverride",
                "EncryptionKeyOverride",
                "IdempotencyToken",
                "LogsConfigOverride",
                "RegistryCredentialOverride",
                "ImagePullCredentialsTypeOverride",
                "DebugSessionEnabled",
                "FleetOverride",
                "AutoRetryLimitOverride",
                "HostKernelOverride",
            ],
            grants: &[
                allow(&["codebuild:StartBuild"], &[PROJECT]),
                allow(&["codebuild:StopBuild", "codebuild:BatchGetBuilds"], &[PROJECT]).sync(),
                rule(&[Arn("events:rule/StepFunctionsGetEventForCodeBuildStartBuildRule")]),
                pass_role(
                    &[Named("ServiceRoleOverride", "iam::Role")],
                    &[passed_to("codebuild.amazonaws.com")],
                )
                .given("ServiceRoleOverride"),
            ],
            ..Action::BASE
        },
        Action {
            name: "stopBuild",
            api: Some("codebuild:stopBuild"),
            patterns: &[RequestResponse],
            required: &["Id"],
            grants: &[allow(&["codebuild:StopBuild"], &[ANY_PROJECT])],
            ..Action::BASE
        },
        Action {
            name: "batchDeleteBuilds",
            api: Some("codebuild:batchDeleteBuilds"),
            patterns: &[RequestResponse],
            required: &["Ids"],
            grants: &[allow(&["codebuild:BatchDeleteBuilds"], &[ANY_PROJECT])],
            ..Action::BASE
        },
        Action {
            name: "batchGetReports",
            api: Some("codebuild:batchGetReports"),
            patterns: &[RequestResponse],
            required: &["ReportArns"],
            grants: &[allow(&["codebuild:BatchGetReports"], &[Arn("codebuild:report-group/*")])],
            ..Action::BASE
        },
        Action {
            name: "startBuildBatch",
            api: Some("codebuild:startBuildBatch"),
            patterns: &[RequestResponse, Sync],
            required: &["ProjectName"],
            optional: &[
                "SecondarySourcesOverride",
                "SecondarySourcesVersionOverride",
                "SourceVersion",
                "ArtifactsOverride",
                "SecondaryArtifactsOverride",
                "EnvironmentVariablesOverride",
                "SourceTypeOverride",
                "SourceLocationOverride",
                "SourceAuthOverride",
                "GitCloneDepthOverride",
                "GitSubmodulesConfigOverride",
                "BuildspecOverride",
                "InsecureSslOverride",
                "ReportBuildBatchStatusOverride",
                "EnvironmentTypeOverride",
                "ImageOverride",
                "ComputeTypeOverride",
                "CertificateOverride",
                "CacheOverride",
                "ServiceRoleOverride",
                "PrivilegedModeOverride",
                "BuildTimeoutInMinutesOverride",
                "QueuedTimeoutInMinutesOverride",
                "EncryptionKeyOverride",
                "IdempotencyToken",
                "LogsConfigOverride",
                "RegistryCredentialOverride",
                "ImagePullCredentialsTypeOverride",
                "BuildBatchConfigOverride",
                "DebugSessionEnabled",
            ],
            grants: &[
                allow(&["codebuild:StartBuildBatch"], &[PROJECT]),
                allow(&["codebuild:StopBuildBatch", "codebuild:BatchGetBuildBatches"], &[PROJECT]).sync(),
                rule(&[Arn("events:rule/StepFunctionsGetEventForCodeBuildStartBuildBatchRule")]),
                pass_role(
                    &[Named("ServiceRoleOverride", "iam::Role")],
                    &[passed_to("codebuild.amazonaws.com")],
                )
                .given("ServiceRoleOverride"),
            ],
            ..Action::BASE
        },
        Action {
            name: "stopBuildBatch",
            api: Some("codebuild:stopBuildBatch"),
            patterns: &[RequestResponse],
            required: &["Id"],
            grants: &[allow(&["codebuild:StopBuildBatch"], &[ANY_PROJECT])],
            ..Action::BASE
        },
        Action {
            name: "retryBuildBatch",
            api: Some("codebuild:retryBuildBatch"),
            patterns: &[RequestResponse, Sync],
            optional: &["Id", "IdempotencyToken", "RetryType"],
            grants: &[
                allow(&["codebuild:RetryBuildBatch"], &[ANY_PROJECT]),
                allow(&["codebuild:StopBuildBatch", "codebuild:BatchGetBuildBatches"], &[ANY_PROJECT]).sync(),
                rule(&[Arn("events:rule/StepFunctionsGetEventForCodeBuildStartBuildBatchRule")]),
            ],
            ..Action::BASE
        },
        Action {
            name: "deleteBuildBatch",
            api: Some("codebuild:deleteBuildBatch"),
            patterns: &[RequestResponse],
            required: &["Id"],
            grants: &[allow(&["codebuild:DeleteBuildBatch"], &[ANY_PROJECT])],
            ..Action::BASE
        },
    ],
};

const PROJECT: On = Named("ProjectName", "codebuild::Project");
/// Builds have ids, which begin with the name of their project.
const ANY_PROJECT: On = Arn("codebuild:project/*");
