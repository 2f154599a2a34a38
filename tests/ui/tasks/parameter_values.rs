use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        elasticmapreduce::createCluster { Name: "c", Instances: {}, StepConcurrencyLevel: 300, ReleaseLabel: "5.30.0" };
        apigateway::invoke { ApiEndpoint: "a", Method: "GET", Headers: { Accept: "text/plain" } };
        batch::submitJob {
            JobName: "j", JobQueue: "q", JobDefinition: "d",
            ArrayProperties: { Size: 1 },
            ContainerOverrides: { Environment: [{ Name: "AWS_BATCH_X", Value: "y" }] },
        };
        athena::startQueryExecution {
            QueryString: "SELECT 1",
            WorkGroup: "w",
            ExecutionParameters: [],
            ResultConfiguration: { OutputLocation: "s3://b/q" },
            iam_resources: ["arn:aws:s3:::data", "arn:aws:s3:::data/*"],
        };
        aws_sdk::scheduler::createSchedule { Name: "a", ClientToken: "a b", GroupName: "", Target: { RoleArn: "arn:aws:iam::123456789012:role/r" } };
        glue::startJobRun { JobName: "j", Timeout: 1.5 };
        bedrock::invokeModel { ModelId: "m", Body: {}, GuardrailIdentifier: "Guard", GuardrailVersion: "1" };
        sagemaker::createEndpointConfig {
            EndpointConfigName: "c",
            ProductionVariants: [{ VariantName: "v", ModelName: "m", InitialVariantWeight: -0.5 }],
        };
        sns::publish { TopicArn: "arn:aws:sns:us-east-1:123456789012:t", Message: "x", MessageAttributes: { a: { DataType: "String", StringValue: 5 } } };
    }
}

fn main() {}
