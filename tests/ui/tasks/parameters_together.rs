use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        bedrock::invokeModel { ModelId: "m" };
        sqs::sendMessage { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/q.fifo", MessageBody: "x" };
        sagemaker::createTrainingJob {
            TrainingJobName: "j",
            RoleArn: "arn:aws:iam::123456789012:role/r",
            OutputDataConfig: { S3OutputPath: "s3://b" },
            AlgorithmSpecification: { TrainingInputMode: "File", AlgorithmName: "a", TrainingImage: "i" },
        };
        glue::startJobRun { JobName: "j", WorkerType: "G.1X" };
        aws_sdk::scheduler::createSchedule {
            Name: "a",
            ScheduleExpression: "rate(5 minutes)",
            StartDate: "2030-02-01T00:00:00Z",
            EndDate: "2030-01-01T00:00:00Z",
            FlexibleTimeWindow: { Mode: "OFF" },
            Target: { Arn: "arn:aws:sqs:us-east-1:123456789012:q", RoleArn: "arn:aws:iam::123456789012:role/r" },
        };
        elasticmapreduce::createCluster {
            Name: "c",
            ReleaseLabel: "emr-5.14.0",
            StepConcurrencyLevel: 2,
            AutoScalingRole: "scaling",
            Instances: {
                InstanceFleets: [
                    { InstanceFleetType: "MASTER", TargetSpotCapacity: 1, TargetOnDemandCapacity: 1 },
                    {
                        InstanceFleetType: "CORE",
                        TargetOnDemandCapacity: 2,
                        InstanceTypeConfigs: [{ InstanceType: "m5.xlarge", Priority: 1 }],
                    },
                    {
                        InstanceFleetType: "TASK",
                        TargetOnDemandCapacity: 2,
                        InstanceTypeConfigs: [{ InstanceType: "m5.xlarge" }],
                        LaunchSpecifications: { OnDemandSpecification: { AllocationStrategy: "prioritized" } },
                    },
                ],
            },
        };
    }
}

fn main() {}
