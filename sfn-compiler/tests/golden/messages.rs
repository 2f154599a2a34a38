machine Messages {
    resource topic: sns::Topic;
    resource queue: sqs::Queue;
    "Publish 1": sns::publish {
        TopicArn: topic,
        Message: $.state.message,
        MessageAttributes: {
            place: $.place,
            pic: { DataType: "Binary", BinaryValue: $.pic },
            people: 4,
            urgent: true,
            handles: ["@kslater", "@jjf", null, "@mfanning"],
        },
    };
    "Publish 2": sns::publish {
        TopicArn: topic,
        Message: { field1: "somedata", field2: $.field2 },
        "MessageAttributes": { as: { DataType: "String", StringValue: "it stands" } },
    };
    "Send": sqs::sendMessage { QueueUrl: queue, MessageBody: $.message, MessageAttributes: { kind: "order" } };
}
