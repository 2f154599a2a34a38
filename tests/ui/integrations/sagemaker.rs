use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        sagemaker::createEndpointConfig { EndpointConfigName: "c", ProductionVariants: [] };
        sagemaker::createEndpointConfig {
            EndpointConfigName: "c",
            ProductionVariants: [
                { VariantName: "v", ModelName: "m", InitialInstanceCount: 0, InitialVariantWeight: -1 },
            ],
        };
        sagemaker::createTrainingJob {
            TrainingJobName: "t",
            RoleArn: "arn:aws:iam::123456789012:role/r",
            OutputDataConfig: { S3OutputPath: "s3://b/o" },
            AlgorithmSpecification: { TrainingInputMode: "File", AlgorithmName: "a-", TrainingImage: "i" },
        };
        sagemaker::createTrainingJob {
            TrainingJobName: "t",
            RoleArn: "arn:aws:iam::123456789012:role/r",
            OutputDataConfig: { S3OutputPath: "s3://b/o" },
            AlgorithmSpecification: { TrainingInputMode: "File" },
        };
        sagemaker::createTransformJob {
            TransformJobName: "t",
            ModelName: "m",
            ModelClientConfig: { InvocationsMaxRetries: 4, InvocationsTimeoutInSeconds: 3601 },
            TransformInput: { DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://b/i" } } },
            TransformOutput: { S3OutputPath: "s3://b/o" },
            TransformResources: { InstanceType: "ml.m5.xlarge", InstanceCount: 1 },
        };
    }
}

fn main() {}
