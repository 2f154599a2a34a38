//! Amazon SageMaker AI: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html>

use crate::catalog::grant::On::{Arn, By, Named};
use crate::catalog::grant::{Only, allow, pass_role, passed_to, rule};
use crate::catalog::limit::Limit;
use crate::catalog::limit::Rule::{Count, Least, Length, Like, OneOf, Range, Without};
use crate::catalog::model::{Action, Service};
use crate::iam::{Given, Request};
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
                    Like(is_algorithm, "letters, digits and `-` between them, or an ARN"),
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

const SAGEMAKER: &[Only] = &[passed_to("sagemaker.amazonaws.com")];

/// The role of each training job that is tuned.
fn tuning_roles(request: &mut Request) -> Vec<String> {
    let mut roles = Vec::new();
    if !matches!(request.get("TrainingJobDefinition"), Given::Absent) {
        roles.push(request.named("TrainingJobDefinition.RoleArn", "iam::Role"));
    }
    if let Given::Value(Value { kind: ValueKind::Array(definitions), .. }) =
        request.get("TrainingJobDefinitions")
    {
        for definition in definitions {
            let mut definition = Request::new(Some(definition), request.declared);
            roles.push(definition.named("RoleArn", "iam::Role"));
            request.absorb(definition);
        }
    }
    roles
}

/// An algorithm's name, or its ARN.
fn is_algorithm(text: &str) -> bool {
    let name = text.rsplit('/').next().unwrap_or_default();
    (name.len() == text.len() || text.starts_with("arn:"))
        && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '-')
        && !name.starts_with('-')
        && !name.ends_with('-')
}
