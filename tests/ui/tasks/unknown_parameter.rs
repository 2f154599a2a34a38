use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        sqs::sendMessage { QueueUrl: "q", MessageBody: "m", Colour: "red" };
    }
}

fn main() {}
