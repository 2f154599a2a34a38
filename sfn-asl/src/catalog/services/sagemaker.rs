//! Amazon SageMaker AI: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html>

use crate::catalog::grant::On::{Arn, By, Key, Named};
use crate::catalog::grant::{Grant, On, Only, allow, by_alias, pass_role, passed_to, rule};
use crate::catalog::limit::Limit;
use crate::catalog::limit::Rule::{Count, Least, Length, Like, OneOf, Range, Without};
use crate::catalog::model::{Action, Service};
use crate::iam::arn::parts;
use crate::iam::{Given, Request, special};
use crate::resource::Pattern::*;
use crate::value::{Value, ValueKind};

pub(super) const SERVICE: Service = Service {
    name: "sagemaker",
    title: "Amazon SageMaker AI",
    sdk: Some("sagemaker"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html",
    // As in the projects of AWS that train and transform.
    errors: &["SageMaker"],
    actions: &[
        Action {
            name: "createTrainingJob",
            api: Some("sagemaker:createTrainingJob"),
            job: Some(("sagemaker:describeTrainingJob", "")),
            patterns: &[RequestResponse, Sync],
            required: &["TrainingJobName", "RoleArn", "OutputDataConfig"],
            optional: &[
                "HyperParameters",
                "AlgorithmSpecification",
                "InputDataConfig",
                "ResourceConfig",
                "VpcConfig",
                "StoppingCondition",
                "Tags",
                "EnableNetworkIsolation",
                "EnableInterContainerTrafficEncryption",
                "EnableManagedSpotTraining",
                "CheckpointConfig",
                "DebugHookConfig",
                "DebugRuleConfigurations",
                "TensorBoardOutputConfig",
                "ExperimentConfig",
                "ProfilerConfig",
                "ProfilerRuleConfigurations",
                "Environment",
                "RetryStrategy",
                "RemoteDebugConfig",
                "InfraCheckConfig",
                "SessionChainingConfig",
                "ServerlessJobConfig",
                "MlflowConfig",
                "ModelPackageConfig",
            ],
            limits: &[
                Limit("TrainingJobName", Length(1, 63)),
                Limit("AlgorithmSpecification", OneOf(&["AlgorithmName", "TrainingImage"])),
                Limit("AlgorithmSpecification.AlgorithmName", Without("TrainingImage")),
                Limit("AlgorithmSpecification.AlgorithmName", Length(1, 170)),
                Limit(
                    "AlgorithmSpecification.AlgorithmName",
                    Like(
                        is_algorithm,
                        "at most 63 letters, digits and `-` between them, or the ARN of an algorithm",
                    ),
                ),
            ],
            grants: &[
                allow(
                    &["sagemaker:CreateTrainingJob", "sagemaker:ListTags"],
                    &[
                        Arn("sagemaker:training-job/{TrainingJobName}"),
                        Arn("sagemaker:training-job/{lower:TrainingJobName}"),
                    ],
                ),
                allow(
                    &["sagemaker:DescribeTrainingJob", "sagemaker:StopTrainingJob"],
                    &[
                        Arn("sagemaker:training-job/{TrainingJobName}"),
                        Arn("sagemaker:training-job/{lower:TrainingJobName}"),
                    ],
                )
                .sync(),
                allow(
                    &["sagemaker:AddTags"],
                    &[
                        Arn("sagemaker:training-job/{TrainingJobName}"),
                        Arn("sagemaker:training-job/{lower:TrainingJobName}"),
                    ],
                )
                .given("Tags"),
                rule(&[Arn("events:rule/StepFunctionsGetEventsForSageMakerTrainingJobsRule")]),
                volume_key(
                    &[Key("ResourceConfig.VolumeKmsKeyId")],
                    &[AWS_RESOURCE, VIA, by_alias("ResourceConfig.VolumeKmsKeyId")],
                ),
                pass_role(&[Named("RoleArn", "iam::Role")], SAGEMAKER),
            ],
            ..Action::BASE
        },
        Action {
            name: "createTransformJob",
            api: Some("sagemaker:createTransformJob"),
            job: Some(("sagemaker:describeTransformJob", "")),
            patterns: &[RequestResponse, Sync],
            required: &[
                "TransformJobName",
                "ModelName",
                "TransformInput",
                "TransformOutput",
                "TransformResources",
            ],
            optional: &[
                "MaxConcurrentTransforms",
                "ModelClientConfig",
                "MaxPayloadInMB",
                "BatchStrategy",
                "Environment",
                "DataCaptureConfig",
                "DataProcessing",
                "Tags",
                "ExperimentConfig",
            ],
            limits: &[
                Limit("TransformJobName", Length(1, 63)),
                Limit("ModelClientConfig.InvocationsTimeoutInSeconds", Range(1.0, 3_600.0)),
                Limit("ModelClientConfig.InvocationsMaxRetries", Range(0.0, 3.0)),
            ],
            grants: &[
                allow(
                    &["sagemaker:CreateTransformJob", "sagemaker:ListTags"],
                    &[
                        Arn("sagemaker:transform-job/{TransformJobName}"),
                        Arn("sagemaker:transform-job/{lower:TransformJobName}"),
                    ],
                ),
                allow(
                    &["sagemaker:DescribeTransformJob", "sagemaker:StopTransformJob"],
                    &[
                        Arn("sagemaker:transform-job/{TransformJobName}"),
                        Arn("sagemaker:transform-job/{lower:TransformJobName}"),
                    ],
                )
                .sync(),
                allow(
                    &["sagemaker:AddTags"],
                    &[
                        Arn("sagemaker:transform-job/{TransformJobName}"),
                        Arn("sagemaker:transform-job/{lower:TransformJobName}"),
                    ],
                )
                .given("Tags"),
                rule(&[Arn("events:rule/StepFunctionsGetEventsForSageMakerTransformJobsRule")]),
                volume_key(
                    &[Key("TransformResources.VolumeKmsKeyId")],
                    &[AWS_RESOURCE, VIA, by_alias("TransformResources.VolumeKmsKeyId")],
                ),
            ],
            ..Action::BASE
        },
        Action {
            name: "createHyperParameterTuningJob",
            api: Some("sagemaker:createHyperParameterTuningJob"),
            job: Some(("sagemaker:describeHyperParameterTuningJob", "")),
            patterns: &[RequestResponse, Sync],
            required: &["HyperParameterTuningJobName", "HyperParameterTuningJobConfig"],
            optional: &[
                "TrainingJobDefinition",
                "TrainingJobDefinitions",
                "WarmStartConfig",
                "Tags",
                "Autotune",
            ],
            grants: &[
                allow(
                    &["sagemaker:CreateHyperParameterTuningJob", "sagemaker:ListTags"],
                    &[
                        Arn("sagemaker:hyper-parameter-tuning-job/{HyperParameterTuningJobName}"),
                        Arn("sagemaker:hyper-parameter-tuning-job/{lower:HyperParameterTuningJobName}"),
                    ],
                ),
                allow(
                    &["sagemaker:DescribeHyperParameterTuningJob", "sagemaker:StopHyperParameterTuningJob"],
                    &[
                        Arn("sagemaker:hyper-parameter-tuning-job/{HyperParameterTuningJobName}"),
                        Arn("sagemaker:hyper-parameter-tuning-job/{lower:HyperParameterTuningJobName}"),
                    ],
                )
                .sync(),
                allow(
                    &["sagemaker:AddTags"],
                    &[
                        Arn("sagemaker:hyper-parameter-tuning-job/{HyperParameterTuningJobName}"),
                        Arn("sagemaker:hyper-parameter-tuning-job/{lower:HyperParameterTuningJobName}"),
                    ],
                )
                .given("Tags"),
                rule(&[Arn("events:rule/StepFunctionsGetEventsForSageMakerTuningJobsRule")]),
                volume_key(&[By(tuning_keys)], &[AWS_RESOURCE, VIA]),
                volume_key(
                    &[By(tuning_keys_by_alias)],
                    &[
                        AWS_RESOURCE,
                        VIA,
                        Only("ForAnyValue:StringEquals", "kms:ResourceAliases", By(tuning_aliases)),
                    ],
                ),
                pass_role(&[By(tuning_roles)], SAGEMAKER),
            ],
            ..Action::BASE
        },
        Action {
            name: "createProcessingJob",
            api: Some("sagemaker:createProcessingJob"),
            job: Some(("sagemaker:describeProcessingJob", "")),
            patterns: &[RequestResponse, Sync],
            required: &["ProcessingJobName", "ProcessingResources", "AppSpecification", "RoleArn"],
            optional: &[
                "ProcessingInputs",
                "ProcessingOutputConfig",
                "StoppingCondition",
                "Environment",
                "NetworkConfig",
                "Tags",
                "ExperimentConfig",
            ],
            grants: &[
                allow(
                    &["sagemaker:CreateProcessingJob", "sagemaker:ListTags"],
                    &[
                        Arn("sagemaker:processing-job/{ProcessingJobName}"),
                        Arn("sagemaker:processing-job/{lower:ProcessingJobName}"),
                    ],
                ),
                allow(
                    &["sagemaker:DescribeProcessingJob", "sagemaker:StopProcessingJob"],
                    &[
                        Arn("sagemaker:processing-job/{ProcessingJobName}"),
                        Arn("sagemaker:processing-job/{lower:ProcessingJobName}"),
                    ],
                )
                .sync(),
                allow(
                    &["sagemaker:AddTags"],
                    &[
                        Arn("sagemaker:processing-job/{ProcessingJobName}"),
                        Arn("sagemaker:processing-job/{lower:ProcessingJobName}"),
                    ],
                )
                .given("Tags"),
                rule(&[Arn("events:rule/StepFunctionsGetEventsForSageMakerProcessingJobsRule")]),
                volume_key(
                    &[Key("ProcessingResources.ClusterConfig.VolumeKmsKeyId")],
                    &[AWS_RESOURCE, VIA, by_alias("ProcessingResources.ClusterConfig.VolumeKmsKeyId")],
                ),
                pass_role(&[Named("RoleArn", "iam::Role")], SAGEMAKER),
            ],
            ..Action::BASE
        },
        Action {
            name: "createLabelingJob",
            api: Some("sagemaker:createLabelingJob"),
            job: Some(("sagemaker:describeLabelingJob", "")),
            patterns: &[RequestResponse, Sync],
            required: &[
                "LabelingJobName",
                "LabelAttributeName",
                "InputConfig",
                "OutputConfig",
                "RoleArn",
                "HumanTaskConfig",
            ],
            optional: &[
                "LabelCategoryConfigS3Uri",
                "StoppingConditions",
                "LabelingJobAlgorithmsConfig",
                "Tags",
            ],
            grants: &[
                allow(
                    &["sagemaker:CreateLabelingJob", "sagemaker:ListTags"],
                    &[
                        Arn("sagemaker:labeling-job/{LabelingJobName}"),
                        Arn("sagemaker:labeling-job/{lower:LabelingJobName}"),
                    ],
                ),
                allow(
                    &["sagemaker:DescribeLabelingJob", "sagemaker:StopLabelingJob"],
                    &[
                        Arn("sagemaker:labeling-job/{LabelingJobName}"),
                        Arn("sagemaker:labeling-job/{lower:LabelingJobName}"),
                    ],
                )
                .sync(),
                allow(
                    &["sagemaker:AddTags"],
                    &[
                        Arn("sagemaker:labeling-job/{LabelingJobName}"),
                        Arn("sagemaker:labeling-job/{lower:LabelingJobName}"),
                    ],
                )
                .given("Tags"),
                rule(&[Arn("events:rule/StepFunctionsGetEventsForSageMakerLabelingJobsRule")]),
                pass_role(&[Named("RoleArn", "iam::Role")], SAGEMAKER),
            ],
            ..Action::BASE
        },
        Action {
            name: "createModel",
            api: Some("sagemaker:createModel"),
            patterns: &[RequestResponse],
            required: &["ModelName"],
            optional: &[
                "PrimaryContainer",
                "Containers",
                "InferenceExecutionConfig",
                "ExecutionRoleArn",
                "Tags",
                "VpcConfig",
                "EnableNetworkIsolation",
            ],
            grants: &[
                allow(&["sagemaker:CreateModel"], &[Arn("sagemaker:model/{lower:ModelName}")]),
                allow(&["sagemaker:AddTags"], &[Arn("sagemaker:model/{lower:ModelName}")]).given("Tags"),
                pass_role(&[Named("ExecutionRoleArn", "iam::Role")], SAGEMAKER).given("ExecutionRoleArn"),
            ],
            ..Action::BASE
        },
        Action {
            name: "createEndpointConfig",
            api: Some("sagemaker:createEndpointConfig"),
            patterns: &[RequestResponse],
            required: &["EndpointConfigName", "ProductionVariants"],
            optional: &[
                "DataCaptureConfig",
                "Tags",
                "KmsKeyId",
                "AsyncInferenceConfig",
                "ExplainerConfig",
                "ShadowProductionVariants",
                "ExecutionRoleArn",
                "VpcConfig",
                "EnableNetworkIsolation",
                "MetricsConfig",
                "CrossRegionTrafficConfig",
            ],
            limits: &[
                Limit("ProductionVariants", Count(1, 10)),
                Limit("ProductionVariants[].InitialInstanceCount", Range(1.0, 2_147_483_647.0)),
                Limit("ProductionVariants[].InitialVariantWeight", Least(0.0)),
            ],
            grants: &[
                allow(
                    &["sagemaker:CreateEndpointConfig"],
                    &[Arn("sagemaker:endpoint-config/{lower:EndpointConfigName}")],
                ),
                allow(&["sagemaker:AddTags"], &[Arn("sagemaker:endpoint-config/{lower:EndpointConfigName}")])
                    .given("Tags"),
                pass_role(&[Named("ExecutionRoleArn", "iam::Role")], SAGEMAKER).given("ExecutionRoleArn"),
                // Who makes an endpoint of it is the one who grants, and the call that does so does not name the key.
                volume_key(&[Key("KmsKeyId")], &[AWS_RESOURCE, VIA, by_alias("KmsKeyId")])
                    .beside(&["sagemaker:createEndpoint", "sagemaker:updateEndpoint"]),
            ],
            ..Action::BASE
        },
        Action {
            name: "createEndpoint",
            api: Some("sagemaker:createEndpoint"),
            patterns: &[RequestResponse],
            required: &["EndpointName", "EndpointConfigName"],
            optional: &["DeploymentConfig", "Tags"],
            grants: &[
                allow(
                    &["sagemaker:CreateEndpoint"],
                    &[
                        Arn("sagemaker:endpoint/{lower:EndpointName}"),
                        Arn("sagemaker:endpoint-config/{lower:EndpointConfigName}"),
                    ],
                ),
                allow(&["sagemaker:AddTags"], &[Arn("sagemaker:endpoint/{lower:EndpointName}")])
                    .given("Tags"),
            ],
            ..Action::BASE
        },
        Action {
            name: "updateEndpoint",
            api: Some("sagemaker:updateEndpoint"),
            patterns: &[RequestResponse],
            required: &["EndpointName", "EndpointConfigName"],
            optional: &[
                "RetainAllVariantProperties",
                "ExcludeRetainedVariantProperties",
                "DeploymentConfig",
                "RetainDeploymentConfig",
            ],
            grants: &[allow(
                &["sagemaker:UpdateEndpoint"],
                &[
                    Arn("sagemaker:endpoint/{lower:EndpointName}"),
                    Arn("sagemaker:endpoint-config/{lower:EndpointConfigName}"),
                ],
            )],
            ..Action::BASE
        },
    ],
};

/// A job's volumes are encrypted by EC2, which gets its grant from who creates the job, unless the role of the job may give
/// it. Keys of outputs are for the role alone:
/// <https://docs.aws.amazon.com/sagemaker/latest/dg/api-permissions-reference.html>
const fn volume_key(on: &'static [On], only: &'static [Only]) -> Grant {
    allow(&["kms:CreateGrant"], on).only(only)
}

const AWS_RESOURCE: Only = Only("Bool", "kms:GrantIsForAWSResource", Arn("true"));
const VIA: Only = Only("StringLike", "kms:ViaService", By(special::by_sagemaker));

const SAGEMAKER: &[Only] = &[passed_to("sagemaker.amazonaws.com")];

/// The parts of a tuning job that say what it runs on, with the parameters that may name a key.
fn each_volume(request: &mut Request, see: &mut dyn FnMut(&mut Request, &'static str)) {
    for parameter in [
        "TrainingJobDefinition.ResourceConfig.VolumeKmsKeyId",
        "TrainingJobDefinition.HyperParameterTuningResourceConfig.VolumeKmsKeyId",
    ] {
        see(request, parameter);
    }
    for definition in definitions(request) {
        let mut definition = Request::new(Some(definition), request.declared);
        for parameter in
            ["ResourceConfig.VolumeKmsKeyId", "HyperParameterTuningResourceConfig.VolumeKmsKeyId"]
        {
            see(&mut definition, parameter);
        }
        request.absorb(definition);
    }
}

/// Keys that are named by id or ARN.
fn tuning_keys(request: &mut Request) -> Vec<String> {
    keys(request, false)
}

/// Keys that are named by alias.
fn tuning_keys_by_alias(request: &mut Request) -> Vec<String> {
    keys(request, true)
}

fn keys(request: &mut Request, by_alias: bool) -> Vec<String> {
    let mut keys = Vec::new();
    each_volume(request, &mut |part, parameter| {
        if part.resources(&On::Alias(parameter)).is_empty() != by_alias {
            keys.append(&mut part.resources(&Key(parameter)));
        }
    });
    keys
}

fn tuning_aliases(request: &mut Request) -> Vec<String> {
    let mut aliases = Vec::new();
    each_volume(request, &mut |part, parameter| {
        aliases.append(&mut part.resources(&On::Alias(parameter)));
    });
    aliases
}

fn definitions<'a>(request: &Request<'a>) -> &'a [Value] {
    match request.get("TrainingJobDefinitions") {
        Given::Value(Value { kind: ValueKind::Array(definitions), .. }) => definitions,
        _ => &[],
    }
}

/// The role of each training job that is tuned.
fn tuning_roles(request: &mut Request) -> Vec<String> {
    let mut roles = Vec::new();
    if !matches!(request.get("TrainingJobDefinition"), Given::Absent) {
        roles.push(request.named("TrainingJobDefinition.RoleArn", "iam::Role"));
    }
    for definition in definitions(request) {
        let mut definition = Request::new(Some(definition), request.declared);
        roles.push(definition.named("RoleArn", "iam::Role"));
        request.absorb(definition);
    }
    roles
}

/// `(arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]*:[0-9]{12}:[a-z\-]*\/)?([a-zA-Z0-9]([a-zA-Z0-9-]){0,62})(?<!-)`
fn is_algorithm(text: &str) -> bool {
    let (arn, name) = match text.rsplit_once('/') {
        Some((arn, name)) => (Some(arn), name),
        None => (None, text),
    };
    let is_own = |arn: &str| {
        parts(&format!("{arn}/")).is_some_and(|it| {
            it[2] == "sagemaker" && it[4].len() == 12 && it[4].bytes().all(|it| it.is_ascii_digit())
        })
    };
    arn.is_none_or(is_own)
        && (1..=63).contains(&name.len())
        && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '-')
        && !name.starts_with('-')
        && !name.ends_with('-')
}
