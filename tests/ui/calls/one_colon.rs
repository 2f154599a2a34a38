use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource jobs: sqs::Queue;
        sqs:sendMessage { QueueUrl: jobs, MessageBody: $.job };
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
