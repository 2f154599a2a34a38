use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        bedrock::invokeModel { ModelId: "m" };
        sqs::sendMessage { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/q.fifo", MessageBody: "x" };
        sagemaker::createTrainingJob {
            TrainingJobName: "j",
            RoleArn: "arn:aws:iam::123456789012:role/r",
            OutputDataConfig: {},
            AlgorithmSpecification: { AlgorithmName: "a", TrainingImage: "i" },
        };
    }
}

fn main() {}
