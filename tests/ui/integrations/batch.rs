use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        batch::submitJob {
            JobName: "j", JobQueue: "q", JobDefinition: "d",
            ArrayProperties: { Size: 1 },
            RetryStrategy: { Attempts: 11 },
            Timeout: { AttemptDurationSeconds: 59 },
            ContainerOverrides: { Environment: [{ Name: "AWS_BATCH_JOB", Value: "v" }] },
            Tags: { "": "v" },
        };
    }
}

fn main() {}
