//! Amazon SageMaker AI: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html>

use crate::catalog::model::{Action, Service};
use crate::resource::Pattern::*;

pub(super) const SERVICE: Service = Service {
    name: "sagemaker",
    title: "Amazon SageMaker AI",
    sdk: Some("sagemaker"),
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html",
    actions: &[
        Action {
            name: "createTrainingJob",
            api: Some("sagemaker:createTrainingJob"),
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
            ..Action::BASE
        },
        Action {
            name: "createTransformJob",
            api: Some("sagemaker:createTransformJob"),
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
            ..Action::BASE
        },
        Action {
            name: "createHyperParameterTuningJob",
            api: Some("sagemaker:createHyperParameterTuningJob"),
            patterns: &[RequestResponse, Sync],
            required: &["HyperParameterTuningJobName", "HyperParameterTuningJobConfig"],
            optional: &[
                "TrainingJobDefinition",
                "TrainingJobDefinitions",
                "WarmStartConfig",
                "Tags",
                "Autotune",
            ],
            ..Action::BASE
        },
        Action {
            name: "createProcessingJob",
            api: Some("sagemaker:createProcessingJob"),
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
            ..Action::BASE
        },
        Action {
            name: "createLabelingJob",
            api: Some("sagemaker:createLabelingJob"),
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
            ..Action::BASE
        },
        Action {
            name: "createEndpoint",
            api: Some("sagemaker:createEndpoint"),
            patterns: &[RequestResponse],
            required: &["EndpointName", "EndpointConfigName"],
            optional: &["DeploymentConfig", "Tags"],
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
            ..Action::BASE
        },
    ],
};
