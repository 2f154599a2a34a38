use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        sqs::sendMessage { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/q.fifo", MessageBody: "m" };
        sqs::sendMessage {
            QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/q",
            MessageBody: "m",
            DelaySeconds: 901,
            MessageAttributes: { number: { DataType: "Number", StringValue: "many" } },
        };
        sqs::sendMessage.waitForTaskToken {
            QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/q", MessageBody: { id: $.id }
        };
        sqs::sendMessage.sync {
            QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/q", MessageBody: "m"
        };
    }
}

fn main() {}
