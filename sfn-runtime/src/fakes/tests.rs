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
    task("sqs:sendMessage", json!({"QueueUrl": "q", "MessageBody": ""}), sqs)
        .assert_failed("SQS.AmazonSQSException");
    task("sns:publish", json!({"TopicArn": "t", "Message": "hello"}), sns.clone()).assert_succeeded();
    assert_eq!(sns.messages("t"), ["hello"]);
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

#[test]
fn items_are_put_updated_and_deleted() {
    let table = DynamoDb::new().table("t", &["id"]);
    let key = json!({"id": {"S": "1"}});
    let item = json!({"id": {"S": "1"}, "n": {"N": "1"}});
    let call =
        |action: &str, parameters: Value| task(&format!("dynamodb:{action}"), parameters, table.clone());
    call("putItem", json!({"TableName": "t", "Item": item})).assert_succeeded();
    call(
        "putItem",
        json!({"TableName": "t", "Item": item, "ConditionExpression": "attribute_not_exists(id)"}),
    )
    .assert_failed("DynamoDB.ConditionalCheckFailedException");
    let update = json!({
        "TableName": "t", "Key": key, "ReturnValues": "UPDATED_NEW",
        "UpdateExpression": "SET #n = #n + :one, m = if_not_exists(m, :one) ADD c :one",
        "ExpressionAttributeNames": {"#n": "n"}, "ExpressionAttributeValues": {":one": {"N": "1"}},
    });
    let updated = call("updateItem", update);
    let attributes = &updated.assert_succeeded().output().unwrap()["Attributes"];
    assert_eq!(attributes, &json!({"n": {"N": "2"}, "m": {"N": "1"}, "c": {"N": "1"}}));
    assert_eq!(table.items("t").len(), 1);
    call("deleteItem", json!({"TableName": "t", "Key": key})).assert_succeeded();
    assert!(table.items("t").is_empty());
    call("getItem", json!({"TableName": "x", "Key": key}))
        .assert_failed("DynamoDB.ResourceNotFoundException");
}

#[test]
fn objects_are_put_and_read() {
    let s3 = S3::new();
    task("aws-sdk:s3:putObject", json!({"Bucket": "b", "Key": "k", "Body": "text"}), s3.clone())
        .assert_succeeded();
    assert_eq!(s3.get("b", "k").as_deref(), Some("text"));
    let read = task("aws-sdk:s3:getObject", json!({"Bucket": "b", "Key": "k"}), s3.clone());
    assert_eq!(read.output().unwrap()["Body"], "text");
    task("aws-sdk:s3:getObject", json!({"Bucket": "b", "Key": "x"}), s3)
        .assert_failed("S3.NoSuchKeyException");
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
}
