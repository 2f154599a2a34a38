//! What the service accepts, and will do otherwise than was meant.

use super::{Case, check, check_jsonata, check_state, check_states, check_task};
use crate::check::{Options, Source};
use crate::machine::WorkflowType;

/// The `Retry` and `Catch` of a Task that has a timeout, which go on to `Z`.
fn check_handlers(fields: &str, expected: &[&str]) {
    check_states(
        &format!(
            r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "TimeoutSeconds": 9,
               "Parameters": {{"TableName": "t", "Item": {{}}}}, {fields}, "Next": "Z"}}, "Z": {{"Type": "Succeed"}}"#
        ),
        expected,
    );
}

fn catch(errors: &[&str]) -> String {
    let entries: Vec<String> =
        errors.iter().map(|it| format!(r#"{{"ErrorEquals": [{it}], "Next": "Z"}}"#)).collect();
    format!(r#""Catch": [{}]"#, entries.join(", "))
}

#[test]
fn shadowed_entries() {
    check_handlers(&catch(&[r#""A", "B""#, r#""C""#]), &[]);
    check_handlers(&catch(&[r#""A""#, r#""B", "A""#]), &["w4004@/States/A/Catch[1]/ErrorEquals[1]"]);
    let after = |it: &str| catch(&[r#""States.TaskFailed""#, it]);
    check_handlers(&after(r#""MyError""#), &["w4005@/States/A/Catch[1]/ErrorEquals[0]"]);
    check_handlers(&after(r#""States.Timeout""#), &[]);
    check_handlers(&after(r#""States.ALL""#), &[]);
}

#[test]
fn impossible_errors() {
    let dead = "ErrorEquals[0]";
    for (errors, expected) in [
        (r#""DynamoDB.ConditionalCheckFailedException""#, ""),
        (r#""DynamoDb.ConditionalCheckFailedException""#, "w4008"),
        (r#""Lambda.ServiceException""#, "w4008"),
        (r#""MyOwn.Error""#, ""),
        (r#""States.HeartbeatTimeout""#, "w4010"),
        // Harmless beside one that can occur.
        (r#""States.HeartbeatTimeout", "States.TaskFailed""#, ""),
        (r#""States.ItemReaderFailed""#, "w4011"),
        (r#""States.QueryEvaluationError""#, "w4012"),
        (r#""States.BranchFailed""#, "w4013"),
        (r#""States.NoChoiceMatched""#, "w4014"),
    ] {
        let found = format!("{expected}@/States/A/Catch[0]/{dead}");
        let expected: Vec<&str> = Some(found.as_str()).filter(|_| !expected.is_empty()).into_iter().collect();
        check_handlers(&catch(&[errors]), &expected);
    }
    check_task(
        r#""Retry": [{"ErrorEquals": ["States.Timeout"]}]"#,
        &["w4009@/States/A/Retry[0]/ErrorEquals[0]"],
    );
    check_task(r#""TimeoutSeconds": 5, "Retry": [{"ErrorEquals": ["States.Timeout"]}]"#, &[]);
    check_state(
        r#""Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:putItem", "Retry": [{"ErrorEquals": ["DynamoDb.DynamoDbException"]}]"#,
        &[],
    );
}

#[test]
fn retries() {
    for (retrier, expected) in [
        (r#""ErrorEquals": ["States.ALL"], "MaxAttempts": 0"#, "w4016@/States/A/Retry[0]/MaxAttempts"),
        (r#""ErrorEquals": ["E"], "MaxAttempts": 0"#, ""),
        (r#""ErrorEquals": ["States.Permissions"]"#, "w4015@/States/A/Retry[0]/ErrorEquals[0]"),
        (r#""ErrorEquals": ["E"], "IntervalSeconds": 60, "MaxAttempts": 20"#, "w4017@/States/A/Retry[0]"),
        (r#""ErrorEquals": ["E"], "IntervalSeconds": 60, "MaxAttempts": 20, "MaxDelaySeconds": 600"#, ""),
        (r#""ErrorEquals": ["E"], "MaxAttempts": 99999999"#, ""),
        (
            r#""ErrorEquals": ["E"], "IntervalSeconds": 60, "MaxDelaySeconds": 6"#,
            "w4018@/States/A/Retry[0]/MaxDelaySeconds",
        ),
    ] {
        let expected: Vec<&str> = Some(expected).filter(|it| !it.is_empty()).into_iter().collect();
        check_handlers(&format!(r#""Retry": [{{{retrier}}}]"#), &expected);
    }
    check_task(r#""TimeoutSeconds": 5"#, &["w4021@/States/A"]);
    check_handlers(
        r#""Catch": [{"ErrorEquals": ["States.ALL"], "Next": "A"}]"#,
        &["w4022@/States/A/Catch[0]/Next"],
    );
    check_states(r#""A": {"Type": "Fail", "Error": "States.Mine"}"#, &["w4027@/States/A/Error"]);
}

#[test]
fn text_that_looks_like_a_query() {
    for (fields, expected) in [
        (r#""Parameters": {"v": "$.a"}"#, "w6005@/States/A/Parameters/v"),
        (r#""Parameters": {"v": {"w": "States.UUID()"}}"#, "w6005@/States/A/Parameters/v/w"),
        (r#""Parameters": {"v": "$", "w": "$5", "x": "States of America", "y": "${z}"}"#, ""),
        (r#""Parameters": {"InputPathsMap": {"v": "$.detail"}, "SomePath": "$.a"}"#, ""),
        (r#""Parameters": {"v": ["$.a"]}"#, "w6009@/States/A/Parameters/v[0]"),
        (r#""Parameters": {"v": "id-$.a"}"#, "w6009@/States/A/Parameters/v"),
        (r#""Parameters": {"v": "costs $5.50, or $.50"}"#, ""),
        (r#""Result": {"v.$": "$.a"}"#, "w6007@/States/A/Result/v.$"),
        (r#""Result": ["$.a"]"#, "w6007@/States/A/Result[0]"),
        (r#""Result": 1, "ResultPath": null"#, "w6016@/States/A/ResultPath"),
    ] {
        let expected: Vec<&str> = Some(expected).filter(|it| !it.is_empty()).into_iter().collect();
        check_state(&format!(r#""Type": "Pass", {fields}"#), &expected);
    }
    check_states(r#""A": {"Type": "Fail", "Cause": "$.cause"}"#, &["w6006@/States/A/Cause"]);
    for (output, expected) in [
        (r#"{"v.$": "$.a"}"#, "w8017@/States/A/Output/v.$"),
        (r#"{"v": "$.a"}"#, "w8017@/States/A/Output/v"),
        (r#"{"v": "$states.input.a"}"#, "w8007@/States/A/Output/v"),
        (r#"{"v": "$5"}"#, ""),
    ] {
        let expected: Vec<&str> = Some(expected).filter(|it| !it.is_empty()).into_iter().collect();
        check_jsonata(&format!(r#""A": {{"Type": "Pass", "Output": {output}, "End": true}}"#), &expected);
    }
}

#[test]
fn calls_that_work_otherwise() {
    let call = |text: &str, expected: &[&str]| {
        check_state(&format!(r#""Type": "Pass", "Parameters": {{"v.$": "{text}"}}"#), expected);
    };
    let here = "/States/A/Parameters/v.$";
    call("States.StringSplit($.a, ', ')", &[&format!("w7010@{here}")]);
    call("States.MathAdd($.a, 1.5)", &[&format!("w7007@{here}")]);
    call("States.Format('{}', $.a[*].b)", &[&format!("w6019@{here}")]);
    call("States.StringToJson($.a[*].b)", &[&format!("6019@{here}")]);
    call("States.ArrayLength($.a[*].b)", &[]);
    for (items, expected) in [
        ("$states.input.xs[ok]", true),
        ("$states.input.xs[v > 1]", true),
        ("$filter($states.input.xs, function($x) { $x.ok })", true),
        ("[$states.input.xs[ok]]", false),
        ("$states.input.xs[ok][]", false),
        ("$states.input.xs[0]", false),
        ("$states.input.xs", false),
    ] {
        let expected: &[&str] = if expected { &["w8015@/States/A/Items"] } else { &[] };
        check_jsonata(
            &format!(
                r#""A": {{"Type": "Map", "Items": "{{% {items} %}}", "End": true,
                   "ItemProcessor": {{"StartAt": "I", "States": {{"I": {{"Type": "Pass", "End": true}}}}}}}}"#
            ),
            expected,
        );
    }
    check_jsonata(
        r#""A": {"Type": "Pass", "Output": "{% $sum([1..900000]) %}", "Assign": {"sum": 1}, "End": true}"#,
        &["w8021@/States/A/Output", "w9014@/States/A/Assign/sum"],
    );
    check_jsonata(
        r#""A": {"Type": "Pass", "Output": "{% ($x := 1; $x = 2; $x) %}", "End": true}"#,
        &["w8020@/States/A/Output"],
    );
    check_jsonata(r#""A": {"Type": "Pass", "Output": "{% ($x := 1; $x = 2) %}", "End": true}"#, &[]);
}

#[test]
fn times() {
    let token = r#""Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}"#;
    check_state(token, &["w11008@/States/A/Resource"]);
    check_state(&format!(r#"{token}, "HeartbeatSeconds": 9"#), &[]);
    let job = r#""Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "Parameters": {"JobName": "j"}"#;
    check_state(job, &["w11009@/States/A/Resource"]);
    check(
        &format!(r#"{{"TimeoutSeconds": 60, "StartAt": "A", "States": {{"A": {{{job}, "End": true}}}}}}"#),
        &[],
    );
    check(
        r#"{"TimeoutSeconds": 60, "StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 60, "End": true}}}"#,
        &["w3011@/States/A/Seconds"],
    );
    check(
        r#"{"TimeoutSeconds": 60, "StartAt": "A", "States": {"A": {"Type": "Task", "TimeoutSeconds": 61, "End": true,
           "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}}"#,
        &["w3012@/States/A/TimeoutSeconds"],
    );
    for (text, expected) in [
        (
            r#"{"TimeoutSeconds": 900, "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#,
            vec!["w12003@/TimeoutSeconds"],
        ),
        (
            r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 400, "End": true}}}"#,
            vec!["12002@/States/A/Seconds"],
        ),
        (r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 40, "End": true}}}"#, vec![]),
    ] {
        let case = Case {
            text,
            workflow_type: WorkflowType::Express,
            options: Options { source: Source::Document, length: None },
        };
        assert_eq!(case.findings(&[]), expected, "{text}");
    }
}

#[test]
fn outcomes() {
    check_states(
        r#""A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Next": "F"},
           "F": {"Type": "Fail", "Error": "E"}"#,
        &["w14008@/States/F"],
    );
    check_states(r#""F": {"Type": "Fail"}, "A": {"Type": "Pass", "Next": "F"}"#, &[]);
    let branch = r#"{"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}"#;
    check_state(&format!(r#""Type": "Parallel", "Branches": [{branch}]"#), &["w10019@/States/A"]);
    // It may be there for what it retries.
    check_state(
        &format!(r#""Type": "Parallel", "Branches": [{branch}], "Retry": [{{"ErrorEquals": ["E"]}}]"#),
        &[],
    );
}

#[test]
fn values_of_dynamodb() {
    let item = |item: &str, expected: &[&str]| {
        check_state(
            &format!(
                r#""Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "Parameters": {{"TableName": "t", "Item": {item}}}"#
            ),
            expected,
        );
    };
    let here = "11021@/States/A/Parameters/Item";
    item(r#"{"k": {"S": "a"}, "n": {"N.$": "$.n"}, "m": {"M": {"x": {"N": "1"}}}}"#, &[]);
    item(r#"{"k.$": "$.k", "l": {"L.$": "$.l"}}"#, &[]);
    item(r#"{"k": "a"}"#, &[]);
    item(r#"{"k": {"N": 5}}"#, &[&format!("{here}/k/N")]);
    item(r#"{"k": {"L": [{"a": 1, "b": 2}]}}"#, &[&format!("{here}/k/L[0]")]);
    item(r#"{"k": {"String": "a"}}"#, &[&format!("{here}/k")]);
    item(
        r#"{"s": {"S": "a"}, "n": {"N": "-1.5e3"}, "b": {"B": "YQ=="}, "t": {"BOOL": true}, "z": {"NULL": true},
            "ss": {"SS": ["a"]}, "l": {"L": []}, "m": {"M": {}}, "x": {"M.$": "$.m"}, "y": {"BOOL": "${On}"}}"#,
        &[],
    );
    let wrong = [
        (r#""S": 1"#, "S"),
        (r#""S": ["a"]"#, "S"),
        (r#""N": "many""#, "N"),
        (r#""BOOL": "true""#, "BOOL"),
        (r#""NULL": "true""#, "NULL"),
        (r#""SS": "a""#, "SS"),
        (r#""L": {}"#, "L"),
        (r#""M": "foo.bar""#, "M"),
    ];
    for (value, name) in wrong {
        item(&format!(r#"{{"k": {{{value}}}}}"#), &[&format!("{here}/k/{name}")]);
    }
}

#[test]
fn retries_end_before_the_execution_does() {
    let retry = r#""A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": true,
        "Retry": [{"ErrorEquals": ["Lambda.ServiceException"], "IntervalSeconds": 600},
                  {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 60, "MaxAttempts": 4, "MaxDelaySeconds": MOST}]}"#;
    // 60, 120, 240, 480 seconds, or less.
    for (timeout, most, expected) in [
        (900, "600", ""),
        (899, "600", "w4017@/States/A/Retry[1]"),
        (660, "240", ""),
        (659, "240", "w4017@/States/A/Retry[1]"),
        (240, "60", ""),
        (239, "60", "w4017@/States/A/Retry[1]"),
    ] {
        let states = retry.replace("MOST", most);
        let text = format!(r#"{{"TimeoutSeconds": {timeout}, "StartAt": "A", "States": {{{states}}}}}"#);
        let expected: Vec<&str> = Some(expected).filter(|it| !it.is_empty()).into_iter().collect();
        check(&text, &expected);
    }
    let text = format!(r#"{{"StartAt": "A", "States": {{{}}}}}"#, retry.replace("MOST", "600"));
    let case = Case { text: &text, workflow_type: WorkflowType::Express, options: Options::default() };
    assert_eq!(case.findings(&[]), ["w12002@/States/A/Retry[1]"]);
}

#[test]
fn names_secrets_and_places() {
    check_states(r#""A": {"Type": "Pass", "Next": "a"}, "a": {"Type": "Succeed"}"#, &["w1012@/States/a"]);
    check_state(
        r#""Type": "Pass", "Parameters": {"password": "hunter2", "key": "AKIAIOSFODNN7EXAMPLE", "secret": "${s}"}"#,
        &["w11020@/States/A/Parameters/password", "w11020@/States/A/Parameters/key"],
    );
    // An API says whether it takes a text there; a few names are of something else.
    let call = |call: &str, parameters: &str, expected: &[&str]| {
        check_state(
            &format!(
                r#""Type": "Task", "Resource": "arn:aws:states:::aws-sdk:{call}", "Parameters": {parameters}"#
            ),
            expected,
        );
    };
    let property = |secret: &str| {
        format!(
            r#"{{"Category": "Build", "Provider": "p", "Version": "1",
                "InputArtifactDetails": {{"MinimumCount": 1, "MaximumCount": 1}},
                "OutputArtifactDetails": {{"MinimumCount": 1, "MaximumCount": 1}},
                "ConfigurationProperties": [{{"Name": "n", "Required": true, "Key": true, "Secret": {secret}}}]}}"#
        )
    };
    call("codepipeline:createCustomActionType", &property("true"), &[]);
    call("codepipeline:createCustomActionType", &property(r#""true""#), &[]);
    call("apigateway:getApiKey", r#"{"ApiKey": "a1b2c3"}"#, &[]);
    call(
        "mq:updateUser",
        r#"{"BrokerId": "b", "Username": "u", "Password": "hunter2"}"#,
        &["w11020@/States/A/Parameters/Password"],
    );
    check_state(r#""Type": "Wait", "Timestamp": "2016-08-18T17:33:00Z""#, &["w3010@/States/A/Timestamp"]);
    super::check_map(
        r#""ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "b", "Prefix": "p"}}"#,
        &["w10021@/States/A/ItemReader/Parameters/Prefix"],
    );
    for prefix in ["p/", "data-batch-", "${Prefix}", ""] {
        super::check_map(
            &format!(
                r#""ItemReader": {{"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {{"Bucket": "b", "Prefix": "{prefix}"}}}}"#
            ),
            &[],
        );
    }
    check_state(
        r#""Type": "Task", "Resource": "arn:aws:states:::http:invoke", "TimeoutSeconds": 90, "Parameters": {
           "ApiEndpoint": "http://x", "Method": "GET", "Authentication": {"ConnectionArn": "c"}}"#,
        &["w11018@/States/A/TimeoutSeconds", "w11018@/States/A/Parameters/ApiEndpoint"],
    );
}
