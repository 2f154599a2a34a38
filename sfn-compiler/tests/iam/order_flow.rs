#[tracing]
#[logging]
machine OrderFlow {
    resource charge: lambda::Function;
    resource submit: states::Activity;
    resource orders: dynamodb::Table;
    resource reviews: sqs::Queue;
    resource child: states::StateMachine;
    resource alerts: sns::Topic = "arn:aws:sns:us-east-1:123456789012:alerts";

    $.receipt = charge { orderId: $.order.id };
    submit { orderId: $.order.id };
    "Tell": sns::publish { TopicArn: alerts, Message: "charged" };
    "Review": sqs::sendMessage.waitForTaskToken {
        QueueUrl: reviews,
        MessageBody: { token: $$.Task.Token },
    };
    "Record": dynamodb::putItem { TableName: orders, Item: { id: S($.order.id) } };
    "Read": dynamodb::getItem { TableName: orders, Key: { id: S($.order.id) } };
    "Start": states::startExecution.sync:2 { StateMachineArn: child, Input: { id: $.order.id } };
    "Start literal": states::startExecution.sync { StateMachineArn: "arn:aws:states:eu-west-1:123456789012:stateMachine:Child" };
    "Other function": lambda::invoke { FunctionName: "audit", Qualifier: "live", Payload: $.order };
    "Which": lambda::invoke { FunctionName: $.function, Payload: $.order };
    "Tell literal queue": sqs::sendMessage { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/Queue", MessageBody: "x" };
}
