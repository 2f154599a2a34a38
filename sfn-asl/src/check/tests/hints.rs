//! Advice, for those who ask.

use crate::check::{Options, machine};
use crate::diag::{Diagnostics, Severity};
use crate::{json, read};

/// Advice is given where it is asked for, at these places, beside that of `ALWAYS`.
fn check(states: &str, expected: &[&str]) {
    let text = format!(r#"{{"TimeoutSeconds": 60, "StartAt": "A", "States": {{{states}}}}}"#);
    let hints = |mut cx: Diagnostics| {
        let parsed = json::parse(&text, &mut cx);
        let read = read::machine(&mut cx, parsed.value.as_ref().unwrap_or_else(|| panic!("no JSON: {text}")));
        machine(&mut cx, &read, &Options::default());
        let found: Vec<_> = cx.finish();
        let errors: Vec<_> = found.iter().filter(|it| it.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:?}");
        let mut hints: Vec<_> = found.into_iter().filter(|it| it.severity == Severity::Hint).collect();
        hints.sort_by_key(|it| (parsed.map.offset(&it.place), it.code));
        assert!(hints.iter().all(|it| it.help.is_some() && !it.message.ends_with('.')), "{hints:?}");
        hints
            .iter()
            .map(|it| format!("{}@{}", it.code.0, parsed.map.pointer(it.place.loc)))
            .collect::<Vec<_>>()
    };
    assert_eq!(hints(Diagnostics::with_hints()), expected, "{text}");
    assert_eq!(hints(Diagnostics::new()), [""; 0], "nobody asked: {text}");
}

/// A Task that ends the machine.
fn task(resource: &str, fields: &str, expected: &[&str]) {
    check(
        &format!(
            r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::{resource}", "End": true, {fields}}}"#
        ),
        expected,
    );
}

#[test]
fn passes_and_ends() {
    check(r#""A": {"Type": "Pass", "Next": "Z"}, "Z": {"Type": "Succeed"}"#, &["2013@/States/A"]);
    let two = r#""A": {"Type": "Pass", "Result": 1, "Next": "B"}, "B": {"Type": "Pass", "Parameters": {"x.$": "$"}, "Next": "Z"}"#;
    check(&format!(r#"{two}, "Z": {{"Type": "Succeed"}}"#), &["2015@/States/B"]);
    // Something else comes there, too.
    check(
        &format!(
            r#"{two}, "Z": {{"Type": "Choice", "Choices": [{{"Variable": "$.x", "NumericEquals": 1, "Next": "B"}}], "Default": "E"}}, "E": {{"Type": "Succeed"}}"#
        ),
        &[],
    );
    let branch =
        |end: &str| format!(r#"{{"StartAt": "{end}", "States": {{"{end}": {{"Type": "Succeed"}}}}}}"#);
    check(
        &format!(
            r#""A": {{"Type": "Parallel", "Branches": [{}, {}], "End": true}}"#,
            branch("B"),
            branch("C")
        ),
        &["2012@/States/A/Branches[0]/States/B", "2012@/States/A/Branches[1]/States/C"],
    );
}

#[test]
fn conditions() {
    let rule = |rule: &str, expected: &[&str]| {
        check(
            &format!(
                r#""A": {{"Type": "Choice", "Choices": [{{{rule}, "Next": "B"}}], "Default": "C"}}, "B": {{"Type": "Succeed"}}, "C": {{"Type": "Succeed"}}"#
            ),
            expected,
        );
    };
    let text = r#"{"Variable": "$.x", "StringEquals": "a"}"#;
    let there = r#"{"Variable": "$.x", "IsPresent": true}"#;
    rule(&format!(r#""Not": {text}"#), &["5012@/States/A/Choices[0]"]);
    rule(&format!(r#""Not": {there}"#), &[]);
    rule(&format!(r#""And": [{text}]"#), &["5017@/States/A/Choices[0]"]);
    rule(&format!(r#""And": [{there}, {text}]"#), &[]);
    rule(&format!(r#""Not": {{"Not": {there}}}"#), &["5017@/States/A/Choices[0]"]);
}

#[test]
fn retries() {
    let all = r#""Retry": [{"ErrorEquals": ["States.ALL"]}]"#;
    let queue = r#""Parameters": {"QueueUrl": "q", "MessageBody": "m""#;
    let at = "4020@/States/A/Retry[0]/ErrorEquals[0]";
    task("sqs:sendMessage", &format!("{queue}}}, {all}"), &[at]);
    task("sqs:sendMessage", &format!(r#"{queue}, "MessageDeduplicationId": "1"}}, {all}"#), &[]);
    task(
        "sqs:sendMessage",
        &format!(r#"{queue}}}, "Retry": [{{"ErrorEquals": ["SQS.SdkClientException"]}}]"#),
        &[],
    );
    let item = r#""Parameters": {"TableName": "t", "Item": {"id": {"S.$": "States.UUID()"}}"#;
    task("dynamodb:putItem", &format!("{item}}}, {all}"), &["7012@/States/A/Parameters/Item/id/S.$", at]);
    task("dynamodb:putItem", &format!("{item}}}"), &[]);
}

#[test]
fn calls() {
    check(
        r#""A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": true}"#,
        &["11016@/States/A/Resource", "11017@/States/A/Resource"],
    );
    task(
        "lambda:invoke",
        r#""Parameters": {"FunctionName": "f"}"#,
        &["11017@/States/A/Parameters/FunctionName"],
    );
    for name in ["f:live", "${Function}", "arn:aws:lambda:us-east-1:123456789012:function:f:2"] {
        task("lambda:invoke", &format!(r#""Parameters": {{"FunctionName": "{name}"}}"#), &[]);
    }
    let start = |input: &str, expected: &[&str]| {
        task(
            "states:startExecution",
            &format!(r#""Parameters": {{"StateMachineArn": "m"{input}}}"#),
            expected,
        );
    };
    start("", &["11014@/States/A/Resource"]);
    start(r#", "Input": {"a": 1}"#, &["11014@/States/A/Resource"]);
    start(r#", "Input": {"AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID.$": "$$.Execution.Id"}"#, &[]);
    start(r#", "Input.$": "$""#, &[]);
    let ask = r#""Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}, "TimeoutSeconds": 5"#;
    task("sqs:sendMessage.waitForTaskToken", ask, &["14005@/States/A/Resource"]);
    let catch = r#""Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Z"}]"#;
    check(
        &format!(
            r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", {ask}, {catch}, "Next": "Z"}}, "Z": {{"Type": "Succeed"}}"#
        ),
        &[],
    );
}

#[test]
fn maps_and_queries() {
    let map = |fields: &str, kind: &str, inner: &str| {
        format!(
            r#""A": {{"Type": "Map", {fields} "End": true, "ItemProcessor": {{"ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "{kind}"}},
               "StartAt": "I", "States": {{"I": {{{inner}, "End": true}}}}}}}}"#
        )
    };
    let tolerates = r#""ToleratedFailurePercentage": 5,"#;
    let wait = r#""Type": "Wait", "Seconds": 400"#;
    let pass = r#""Type": "Pass", "Result": 1"#;
    check(&map("", "STANDARD", wait), &["10015@/States/A"]);
    check(
        &map(tolerates, "STANDARD", pass),
        &["10016@/States/A/ItemProcessor/ProcessorConfig/ExecutionType"],
    );
    check(&map(tolerates, "EXPRESS", pass), &[]);
    let read = |path: &str, expected: &[&str]| {
        check(
            &format!(r#""A": {{"Type": "Pass", "Parameters": {{"x.$": "{path}"}}, "End": true}}"#),
            expected,
        );
    };
    read("$.detail-type", &["6020@/States/A/Parameters/x.$"]);
    read("$['detail-type']", &[]);
    read("$.a[?(@.b-c)]", &[]);
    let computes = |output: &str, expected: &[&str]| {
        check(
            &format!(
                r#""A": {{"QueryLanguage": "JSONata", "Type": "Pass", "Assign": {{"t": "{{% $map($states.input.xs, $string) %}}"}}, "Output": {output}, "Next": "Z"}},
                   "Z": {{"QueryLanguage": "JSONata", "Type": "Pass", "Output": "{{% $t %}}", "End": true}}"#
            ),
            expected,
        );
    };
    computes(r#"{"t": "{% $map($states.input.xs, $string) %}"}"#, &["8022@/States/A/Output/t"]);
    computes(r#"{"t": "{% $states.input.xs %}"}"#, &[]);
}

#[test]
fn habits() {
    check(
        r#""A": {"Type": "Wait", "Seconds": 1, "Comment": " ", "Next": "Step 2"}, "Step 2": {"Type": "Succeed"}"#,
        &["1017@/States/A/Comment", "1017@/States/Step 2"],
    );
    check(
        r#""A": {"Type": "Wait", "Seconds": 1, "Next": "Task force 2"}, "Task force 2": {"Type": "Succeed"}"#,
        &[],
    );
    check(
        r#""A": {"Type": "Wait", "Seconds": 1, "InputPath": "$", "OutputPath": "$.a", "End": true}"#,
        &["3015@/States/A/InputPath"],
    );
    let map = |limit: u8, expected: &[&str]| {
        check(
            &format!(
                r#""A": {{"Type": "Map", "MaxConcurrency": {limit}, "End": true, "ItemProcessor": {{"StartAt": "I",
                   "States": {{"I": {{"Type": "Wait", "Seconds": 1, "End": true}}}}}}}}"#
            ),
            expected,
        );
    };
    map(0, &["3015@/States/A"]);
    map(5, &[]);
    let computes = |kind: &str, text: &str, expected: &[&str]| {
        check(
            &format!(
                r#""A": {{"QueryLanguage": "JSONata", {kind}, "Output": "{{% {text} %}}", "End": true}}"#
            ),
            expected,
        );
    };
    computes(r#""Type": "Pass""#, "$parse($states.input.a)", &["8019@/States/A/Output"]);
    computes(r#""Type": "Pass""#, "$string($states.input.a)", &[]);
    let task = r#""Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem",
        "Arguments": {"TableName": "t", "Key": {"id": {"S": "1"}}}"#;
    computes(task, "$parse($states.result.Item.a.S)", &[]);
}

#[test]
fn polls() {
    let poll = |next: &str, expected: &[&str]| {
        check(
            &format!(
                r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:glue:getJobRun", "Parameters": {{"JobName": "j", "RunId": "r"}}, "Next": "B"}},
                   "B": {{"Type": "Choice", "Choices": [{{"Variable": "$.JobRun.JobRunState", "StringEquals": "RUNNING", "Next": "{next}"}}], "Default": "C"}},
                   "W": {{"Type": "Wait", "Seconds": 60, "Next": "A"}}, "C": {{"Type": "Succeed"}}"#
            ),
            expected,
        );
    };
    poll("W", &["11024@/States/A/Resource"]);
    check(
        r#""A": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:glue:getJobRun", "Parameters": {"JobName": "j", "RunId": "r"}, "End": true}"#,
        &[],
    );
}
