use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        sqs::sendMessage.waitForTaskToken { QueueUrl: "q", MessageBody: "m" };
    }
}

fn main() {}
