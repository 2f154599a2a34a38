//! Tasks.

use super::{Case, check_jsonata, check_state, check_task};
use crate::check::{Options, Source};
use crate::machine::WorkflowType;

#[test]
fn resources() {
    let task = |resource: &str, more: &str, expected: &[&str]| {
        check_state(&format!(r#""Type": "Task", "Resource": "{resource}"{more}"#), expected);
    };
    let refused = &["11001@/States/A/Resource"];
    let doubtful = &["w11001@/States/A/Resource"];
    task("my-function", "", refused);
    task("", "", refused);
    task("lambda:invoke", "", refused);
    task("arn:aws:sqs:us-east-1:1:queue", "", refused);
    task("arn:aws:states:us-east-1:1:stateMachine:m", "", refused);
    task("arn:asw:states:::aws-sdk:s3:getObject", "", refused);
    task("{% $f %}", "", &["8018@/States/A/Resource"]);
    task("foo:bar", "", doubtful);
    task("arn:aws:swf:us-east-1:1:task:X", "", doubtful);
    task("arn:aws:states:us-east-1:1:aws-sdk:s3:getObject", "", refused);
    task("arn:aws:states:${Region}:1:aws-sdk:s3:getObject", "", &[]);
    task("${Function}", "", &[]);

    let unknown = &["11002@/States/A/Resource"];
    task("arn:aws:states:::dynamodb:query", "", unknown);
    task("arn:aws:states:::scheduler:createSchedule", "", unknown);
    let pattern = &["11003@/States/A/Resource"];
    task(
        "arn:aws:states:::sqs:sendMessage.sync",
        r#", "Parameters": {"QueueUrl": "q", "MessageBody": ""}"#,
        pattern,
    );
    task("arn:aws:states:::aws-sdk:s3:getObject.sync", "", pattern);
    task(
        "arn:aws:states:::batch:submitJob.waitForTaskToken",
        r#", "TimeoutSeconds": 60, "Parameters":
           {"JobName": "j", "JobQueue": "q", "JobDefinition": "d", "Parameters": {"t.$": "$$.Task.Token"}}"#,
        &["w11027@/States/A/Resource"],
    );
    task("arn:aws:states:::aws-sdk:s3:getObject.async", "", pattern);
}

#[test]
fn parameters() {
    let task = |call: &str, more: &str, expected: &[&str]| {
        check_state(&format!(r#""Type": "Task", "Resource": "arn:aws:states:::{call}"{more}"#), expected);
    };
    task("lambda:invoke", "", &["11004@/States/A/Resource"]);
    task("aws-sdk:s3:listBuckets", "", &[]);
    task("lambda:invoke", r#", "Parameters": {"FunctionName.$": "$.f", "Payload": 1}"#, &[]);
    task(
        "sqs:sendMessage",
        r#", "Parameters": {"MessageGroupId": "g"}"#,
        &["11005@/States/A/Parameters", "11005@/States/A/Parameters"],
    );
    task(
        "dynamodb:getItem",
        r#", "Parameters": {"tableName": "t", "Key": {}}"#,
        &["11005@/States/A/Parameters/tableName"],
    );
    task(
        "lambda:invoke",
        r#", "Parameters": {"FunctionName": "f", "Paylod": 1, "Extra": 1}"#,
        &["11005@/States/A/Parameters/Paylod", "11005@/States/A/Parameters/Extra"],
    );
    check_jsonata(
        r#""A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
             "Arguments": "{% $states.input %}"}"#,
        &[],
    );
}

#[test]
fn tokens() {
    let task = |call: &str, parameters: &str, expected: &[&str]| {
        check_state(
            &format!(
                r#""Type": "Task", "Resource": "arn:aws:states:::{call}", "Parameters": {{{parameters}}}"#
            ),
            expected,
        );
    };
    let invoke = |payload: &str| format!(r#""FunctionName": "f", "Payload": {payload}"#);
    let missing = &["w11006@/States/A/Resource"];
    task("lambda:invoke.waitForTaskToken", &invoke("{}"), missing);
    task("lambda:invoke.waitForTaskToken", &invoke(r#"{"t.$": "$$.Task.Token"}"#), &[]);
    task("lambda:invoke.waitForTaskToken", &invoke(r#"{"t.$": "States.Format('{}', $$.Task.Token)"}"#), &[]);
    task("lambda:invoke.waitForTaskToken", &invoke(r#"{"t.$": "$$"}"#), &[]);
    task(
        "lambda:invoke.waitForTaskToken",
        &invoke(r#"{"t.$": "$$.Task.Tokn"}"#),
        &["6010@/States/A/Parameters/Payload/t.$"],
    );
    task("lambda:invoke.waitForTaskToken", &invoke(r#""${Payload}""#), missing);
    task(
        "lambda:invoke",
        &invoke(r#"{"t.$": "$$.Task.Token"}"#),
        &["w11007@/States/A/Parameters/Payload/t.$"],
    );

    let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "End": true, "Parameters": {"FunctionName": "f"},
        "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken"}}}"#;
    let options = Options { source: Source::Macro, length: None };
    let case = Case { text, workflow_type: WorkflowType::Standard, options };
    assert_eq!(case.findings(&[]), ["11006@/States/A/Resource"]);
}

#[test]
fn credentials() {
    check_task(r#""Credentials": {"RoleArn": "arn:aws:iam::123456789012:role/r"}"#, &[]);
    check_task(r#""Credentials": {"RoleArn.$": "$.role"}"#, &[]);
    check_task(r#""Credentials": {"RoleArn": "${Role}"}"#, &[]);
    check_task(r#""Credentials": {"RoleArn": "r"}"#, &["11011@/States/A/Credentials/RoleArn"]);
    check_state(
        r#""Type": "Task", "Resource": "arn:aws:states:us-east-1:1:activity:a", "Credentials": {"RoleArn.$": "$.r"}"#,
        &["11010@/States/A/Credentials"],
    );
}

#[test]
fn express() {
    let distributed = |execution_type: &str| {
        let config =
            format!(r#""ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "{execution_type}"}}"#);
        let task = r#""Type": "Task", "Resource": "arn:aws:states:us-east-1:1:activity:a", "End": true"#;
        format!(
            r#"{{"Type": "Map", "End": true, "ItemProcessor":
                 {{{config}, "StartAt": "I", "States": {{"I": {{{task}}}}}}}}}"#
        )
    };
    for (state, workflow_type, expected) in [
        (
            r#"{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject.waitForTaskToken", "End": true}"#
                .to_owned(),
            WorkflowType::Express,
            &["12001@/States/A/Resource"][..],
        ),
        (
            distributed("STANDARD"),
            WorkflowType::Express,
            &["12001@/States/A/ItemProcessor/ProcessorConfig/Mode", "12001@/States/A/ItemProcessor/States/I/Resource"],
        ),
        (distributed("STANDARD"), WorkflowType::Standard, &[]),
        (distributed("EXPRESS"), WorkflowType::Standard, &["10017@/States/A/ItemProcessor/States/I/Resource"]),
    ] {
        let text = format!(r#"{{"StartAt": "A", "States": {{"A": {state}}}}}"#);
        let case = Case { text: &text, workflow_type, options: Options::default() };
        assert_eq!(case.findings(&[]), expected, "{text}");
    }
}
