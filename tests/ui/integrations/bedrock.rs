use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        bedrock::invokeModel { ModelId: "m", Body: {}, Input: { S3Uri: "s3://b/k" } };
        bedrock::invokeModel { ModelId: "m", Input: {} };
        bedrock::invokeModel { ModelId: "m", Input: { S3Uri: "" } };
        bedrock::invokeModel { ModelId: "m", Body: {}, GuardrailIdentifier: "G", GuardrailVersion: "0" };
        bedrock::invokeModel { ModelId: "m", Body: {}, GuardrailIdentifier: "g1" };
        bedrock::createModelCustomizationJob {
            JobName: "a_b",
            CustomModelName: "a b",
            ClientRequestToken: "-t",
            RoleArn: "arn:aws:iam::123456789012:role/r",
            BaseModelIdentifier: "amazon.titan-text-express-v1",
            TrainingDataConfig: { S3Uri: "s3://b/t" },
            OutputDataConfig: { S3Uri: "s3://b/o" },
            ValidationDataConfig: { Validators: [] },
            VpcConfig: { SecurityGroupIds: ["sg-1", "sg-2", "sg-3", "sg-4", "sg-5", "sg-6"], SubnetIds: [] },
        };
    }
}

fn main() {}
