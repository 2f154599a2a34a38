use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        mediaconvert::createJob { Settings: {} };
        mediaconvert::createJob { Role: "arn:aws:iam::123456789012:role/r" };
        mediaconvert::createJob.waitForTaskToken {
            Role: "arn:aws:iam::123456789012:role/r", Settings: {}, UserMetadata: { token: $$.Task.Token },
        };
    }
}

fn main() {}
