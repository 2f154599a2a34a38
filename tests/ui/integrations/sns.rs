use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        sns::publish { TopicArn: "arn:aws:sns:us-east-1:123456789012:t.fifo", Message: "m" };
        sns::publish { Message: "m" };
        sns::publish {
            TopicArn: "arn:aws:sns:us-east-1:123456789012:t",
            Message: "m",
            MessageAttributes: {
                text: { DataType: "String", StringValue: 5 },
                number: { DataType: "Number", StringValue: "many" },
                list: { DataType: "String.Array", StringValue: "a, b" },
                binary: { DataType: "Binary", BinaryValue: 5 },
            },
        };
        sns::publish.waitForTaskToken { TopicArn: "arn:aws:sns:us-east-1:123456789012:t", Message: "m" };
        sns::publish.sync { TopicArn: "arn:aws:sns:us-east-1:123456789012:t", Message: "m" };
    }
}

fn main() {}
