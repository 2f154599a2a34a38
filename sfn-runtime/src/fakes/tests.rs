//! Machines against fakes.

use serde_json::{Value, json};

use super::{DynamoDb, EventBridge, Nested, S3, Sns, Sqs};
use crate::exec::{Executor, Service};

/// Runs a machine of one task, called with `parameters`.
fn task(resource: &str, parameters: Value, service: impl Service + 'static) -> crate::exec::Execution {
    let state = json!({
        "Type": "Task", "Resource": format!("arn:aws:states:::{resource}"), "Parameters": parameters, "End": true,
    });
    let definition = json!({"StartAt": "T", "States": {"T": state}});
    Executor::new(&definition.to_string()).unwrap().mock("T", service).run(json!({})).unwrap()
}

#[test]
fn messages_are_kept() {
    let (sqs, sns) = (Sqs::new(), Sns::new());
    task("sqs:sendMessage", json!({"QueueUrl": "q", "MessageBody": {"a": 1}}), sqs.clone())
        .assert_succeeded();
    assert_eq!(sqs.messages("q"), [r#"{"a":1}"#]);
    assert!(sqs.messages("other").is_empty());
    let batch = json!({"QueueUrl": "q", "Entries": [{"Id": "a", "MessageBody": "x"}, {"Id": "b", "MessageBody": ""}]});
    let batch = task("aws-sdk:sqs:sendMessageBatch", batch, sqs.clone());
    let output = batch.assert_succeeded().output().unwrap();
    assert_eq!([&output["Successful"][0]["Id"], &output["Failed"][0]["Id"]], ["a", "b"]);
    task("sqs:sendMessage", json!({"QueueUrl": "q", "MessageBody": ""}), sqs)
        .assert_failed("SQS.AmazonSQSException");
    task("sns:publish", json!({"TopicArn": "t", "Message": "hello"}), sns.clone()).assert_succeeded();
    assert_eq!(sns.messages("t"), ["hello"]);
}

#[test]
fn what_is_not_there_is_told_in_the_words_of_the_service() {
    let (sqs, sns, s3) = (Sqs::new().queue("q"), Sns::new().topic("t"), S3::new().bucket("b"));
    let cases = [
        (
            task("sqs:sendMessage", json!({"QueueUrl": "x", "MessageBody": "a"}), sqs.clone()),
            "SQS.QueueDoesNotExistException",
            "The specified queue does not exist. (Service: AmazonSQS; Status Code: 400; Error Code: \
             AWS.SimpleQueueService.NonExistentQueue; Request ID: ",
        ),
        (
            task("aws-sdk:sqs:sendMessage", json!({"QueueUrl": "x", "MessageBody": "a"}), sqs.clone()),
            "Sqs.QueueDoesNotExistException",
            "The specified queue does not exist. (Service: Sqs, Status Code: 400, Request ID: ",
        ),
        (
            task("sqs:sendMessage", json!({"QueueUrl": "q", "MessageBody": ""}), sqs.clone()),
            "SQS.AmazonSQSException",
            "The request must contain the parameter MessageBody. (Service: AmazonSQS; ",
        ),
        (
            task("sqs:sendMessage", json!({"QueueUrl": "q.fifo", "MessageBody": "a"}), Sqs::new()),
            "SQS.AmazonSQSException",
            "The request must contain the parameter MessageGroupId. (Service: AmazonSQS; ",
        ),
        (
            task("sns:publish", json!({"TopicArn": "x", "Message": "a"}), sns.clone()),
            "SNS.NotFoundException",
            "Topic does not exist (Service: AmazonSNS; Status Code: 404; Error Code: NotFound; Request ID: ",
        ),
        (
            task("aws-sdk:s3:getObject", json!({"Bucket": "x", "Key": "a"}), s3.clone()),
            "S3.NoSuchBucketException",
            "The specified bucket does not exist (Service: S3, Status Code: 404, Request ID: ",
        ),
        (
            task("aws-sdk:s3:getObject", json!({"Bucket": "b", "Key": "a"}), s3.clone()),
            "S3.NoSuchKeyException",
            "The specified key does not exist. (Service: S3, Status Code: 404, Request ID: ",
        ),
    ];
    for (execution, error, cause) in cases {
        execution.assert_failed(error);
        assert!(execution.cause().unwrap().starts_with(cause), "{execution}");
    }
    task("sns:publish", json!({"TopicArn": "t", "Message": "a"}), sns).assert_succeeded();
    task("sqs:sendMessage", json!({"QueueUrl": "q", "MessageBody": "a"}), sqs).assert_succeeded();
}

#[test]
fn a_worker_answers_what_a_fake_takes() {
    let queue = Sqs::new();
    let worker = |call: &crate::exec::Call| {
        crate::exec::Reply::ok(json!({"approved": call.token().is_some()}))
            .after(std::time::Duration::from_secs(9))
    };
    let asked = task(
        "sqs:sendMessage.waitForTaskToken",
        json!({"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}}),
        queue.clone().answered_by(worker),
    );
    asked.assert_output(json!({"approved": true}));
    assert_eq!(asked.duration().as_secs(), 9);
    assert_eq!(queue.messages("q").len(), 1);
    assert!(asked.history().iter().any(|it| it.kind() == "TaskSubmitted" && it.output().is_some()));
    // What the service refuses, no worker sees.
    task(
        "sqs:sendMessage.waitForTaskToken",
        json!({"QueueUrl": "q", "MessageBody": ""}),
        queue.answered_by(worker),
    )
    .assert_failed("SQS.AmazonSQSException");
}

#[test]
fn events_are_accepted_or_fail_the_task() {
    let events = EventBridge::new();
    let entry = |detail: Value| json!({"Entries": [{"Source": "s", "DetailType": "d", "Detail": detail}]});
    task("events:putEvents", entry(json!({"a": 1})), events.clone()).assert_succeeded();
    task("events:putEvents", entry(json!("x")), events.clone()).assert_failed("EventBridge.FailedEntry");
    assert_eq!(events.events().len(), 1);
    assert_eq!(events.events()[0].detail, json!({"a": 1}));
}

/// The examples of the CDK's documentation, with the definitions that the CDK makes of them.
#[test]
fn examples_of_the_cdk() {
    let table = DynamoDb::new().table("Messages", &["MessageId"]);
    let key = json!({"MessageId": {"S": "message-007"}});
    let dynamodb = |action: &str, mut parameters: Value, more: Value| {
        parameters["TableName"] = "Messages".into();
        let mut state = json!({"Type": "Task", "Resource": format!("arn:aws:states:::dynamodb:{action}")});
        state["Parameters"] = parameters;
        state.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        state
    };
    let item =
        json!({"MessageId": {"S": "message-007"}, "Text": {"S.$": "$.bar"}, "TotalCount": {"N": "10"}});
    let definition = json!({"StartAt": "PutItem", "States": {
        "PutItem": dynamodb("putItem", json!({"Item": item}), json!({"Next": "Get Item"})),
        "Get Item": dynamodb("getItem", json!({"Key": key}), json!({"Next": "UpdateItem"})),
        "UpdateItem": dynamodb(
            "updateItem",
            json!({
                "Key": key,
                "ExpressionAttributeValues": {":val": {"N.$": "$.Item.TotalCount.N"}, ":rand": {"N": "20"}},
                "UpdateExpression": "SET TotalCount = :val + :rand",
            }),
            json!({"End": true}),
        ),
    }});
    let mut executor =
        Executor::new(&definition.to_string()).unwrap().mock_resource("dynamodb", table.clone());
    executor.run(json!({"bar": "hello"})).unwrap().assert_succeeded();
    let expected =
        json!({"MessageId": {"S": "message-007"}, "Text": {"S": "hello"}, "TotalCount": {"N": "30"}});
    assert_eq!(table.items("Messages"), [expected]);
    task("dynamodb:deleteItem", json!({"TableName": "Messages", "Key": key}), table.clone())
        .assert_succeeded();
    assert!(table.items("Messages").is_empty());

    let events = EventBridge::new();
    let entry = json!({
        "Detail": {"Message": "Hello from Step Functions!"}, "DetailType": "MessageFromStepFunctions",
        "EventBusName": "MyEventBus1", "Source": "step.functions",
    });
    task("events:putEvents", json!({"Entries": [entry]}), events.clone()).assert_succeeded();
    let event = &events.events()[0];
    assert_eq!(
        (&*event.bus, &*event.source, &*event.detail_type),
        ("MyEventBus1", "step.functions", "MessageFromStepFunctions")
    );

    let sns = Sns::new();
    let attribute = |kind: &str, value: &str| json!({"DataType": kind, "StringValue": value});
    let publish = json!({
        "TopicArn": "arn:aws:sns:us-east-1:123456789012:Topic",
        "Message": {"field1": "somedata", "field2": "x"},
        "MessageAttributes": {
            "place": attribute("String", "here"),
            "pic": {"DataType": "Binary", "BinaryValue": "cGlj"},
            "people": attribute("Number", "4"),
            "handles": attribute("String.Array", r#"["@kslater","@jjf",null,"@mfanning"]"#),
        },
    });
    task("sns:publish", publish, sns.clone()).assert_succeeded();
    assert_eq!(
        sns.messages("arn:aws:sns:us-east-1:123456789012:Topic"),
        [r#"{"field1":"somedata","field2":"x"}"#]
    );
    assert_eq!(sns.requests()[0]["MessageAttributes"]["people"]["StringValue"], "4");

    // A child that is started with the token of the task, and answered for by somebody else.
    const CHILD: &str = "arn:aws:states:us-east-1:123456789012:stateMachine:Child";
    let child = r#"{"StartAt": "PassState", "States": {"PassState": {"Type": "Pass", "End": true}}}"#;
    let nested = Nested::new().machine(CHILD, Executor::new(child).unwrap());
    let input = json!({"token.$": "$$.Task.Token", "foo": "bar"});
    let parent = task(
        "states:startExecution.waitForTaskToken",
        json!({"StateMachineArn": CHILD, "Name": "MyExecutionName", "Input": input}),
        nested.clone().answered_by(json!({"answer": 42})),
    );
    parent.assert_output(json!({"answer": 42}));
    let child = &nested.executions(CHILD)[0];
    assert_eq!(child.output().unwrap()["foo"], "bar");
    assert!(child.output().unwrap()["token"].is_string());
    let associated = json!({"AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID.$": "$$.Execution.Id"});
    task("states:startExecution", json!({"StateMachineArn": CHILD, "Input": associated}), nested.clone())
        .assert_succeeded();
    let children = nested.executions(CHILD);
    let parent = &children[1].input()["AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID"];
    assert!(parent.as_str().unwrap().contains(":execution:"));
}

#[test]
fn objects_are_put_and_read() {
    let s3 = S3::new();
    task("aws-sdk:s3:putObject", json!({"Bucket": "b", "Key": "k", "Body": "text"}), s3.clone())
        .assert_succeeded();
    assert_eq!(s3.get("b", "k").as_deref(), Some("text"));
    let read = task("aws-sdk:s3:getObject", json!({"Bucket": "b", "Key": "k"}), s3.clone());
    assert_eq!(read.output().unwrap()["Body"], "text");
    let copy = json!({"Bucket": "c", "Key": "copy", "CopySource": "b/k"});
    task("aws-sdk:s3:copyObject", copy, s3.clone()).assert_succeeded();
    assert_eq!(s3.get("c", "copy").as_deref(), Some("text"));
    ["a", "ka", "kb"].into_iter().for_each(|it| s3.put("b", it, ""));
    let mut keys = Vec::new();
    let mut request = json!({"Bucket": "b", "Prefix": "k", "MaxKeys": 2});
    loop {
        let page = task("aws-sdk:s3:listObjectsV2", request.clone(), s3.clone());
        let page = page.assert_succeeded().output().unwrap();
        keys.extend(page["Contents"].as_array().unwrap().iter().map(|it| it["Key"].clone()));
        match page.get("NextContinuationToken") {
            Some(it) => request["ContinuationToken"] = it.clone(),
            None => break,
        }
    }
    assert_eq!(keys, ["k", "ka", "kb"]);
}

#[test]
fn machines_start_machines() {
    const ARN: &str = "arn:aws:states:us-east-1:123456789012:stateMachine:child";
    let child = r#"{"StartAt": "W", "States": {
        "W": {"Type": "Wait", "Seconds": 60, "Next": "C"},
        "C": {"Type": "Choice", "Choices": [{"Variable": "$.ok", "BooleanEquals": true, "Next": "S"}], "Default": "F"},
        "S": {"Type": "Succeed"},
        "F": {"Type": "Fail", "Error": "No", "Cause": "not ok"}
    }}"#;
    let nested = Nested::new().machine(ARN, Executor::new(child).unwrap());
    let call = |pattern: &str, ok: bool| {
        let parameters = json!({"StateMachineArn": ARN, "Input": {"ok": ok}});
        task(&format!("states:startExecution{pattern}"), parameters, nested.clone())
    };
    assert_eq!(call("", false).assert_succeeded().duration().as_secs(), 0);
    let done = call(".sync:2", true);
    assert_eq!(done.assert_succeeded().duration().as_secs(), 60);
    assert_eq!(done.output().unwrap()["Output"], json!({"ok": true}));
    assert_eq!(call(".sync", true).output().unwrap()["Output"], r#"{"ok":true}"#);
    let failed = call(".sync:2", false);
    assert!(failed.assert_failed("States.TaskFailed").cause().unwrap().contains("\"Error\":\"No\""));
    assert_eq!(nested.executions(ARN).len(), 4);
    let sync = |ok: bool| {
        let input = json!({"ok": ok}).to_string();
        task(
            "aws-sdk:sfn:startSyncExecution",
            json!({"StateMachineArn": ARN, "Input": input}),
            nested.clone(),
        )
    };
    assert_eq!(sync(true).assert_succeeded().output().unwrap()["Output"], r#"{"ok":true}"#);
    assert_eq!(sync(false).assert_succeeded().output().unwrap()["Error"], "No");
    let missing = json!({"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:none"});
    task("states:startExecution", missing, nested.clone())
        .assert_failed("StepFunctions.StateMachineDoesNotExistException");
}
