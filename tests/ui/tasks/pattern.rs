use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        sqs::sendMessage.sync { QueueUrl: "q", MessageBody: "m" };
    }
}

fn main() {}
