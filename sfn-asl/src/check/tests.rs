//! Documents and what is found in them: errors as `CODE@pointer`, warnings with a `w` in front.
//!
//! A case says what differs from a sound machine, so that each has the one mistake it is about.

use super::{Options, Source, machine};
use crate::diag::{Diagnostics, Severity};
use crate::machine::WorkflowType;
use crate::{json, read};

struct Case<'a> {
    text: &'a str,
    workflow_type: WorkflowType,
    options: Options,
}

impl Case<'_> {
    fn findings(&self) -> Vec<String> {
        let mut cx = Diagnostics::new();
        let parsed = json::parse(self.text, &mut cx);
        let value = parsed.value.as_ref().unwrap_or_else(|| panic!("no JSON: {}", self.text));
        let mut read = read::machine(&mut cx, value);
        read.workflow_type = self.workflow_type;
        machine(&mut cx, &read, &self.options);
        let mut found = cx.finish();
        found.sort_by_key(|it| (parsed.map.offset(&it.place), it.code));
        let line = |it: &crate::diag::Diagnostic| {
            let severity = if it.severity == Severity::Error { "" } else { "w" };
            assert!(!it.message.ends_with('.') && !it.message.contains('\n'), "{}", it.message);
            format!("{severity}{}@{}", it.code.0, parsed.map.pointer(it.place.loc))
        };
        found.iter().map(line).collect()
    }
}

/// A whole machine.
fn check(text: &str, expected: &[&str]) {
    let case = Case { text, workflow_type: WorkflowType::Standard, options: Options::default() };
    assert_eq!(case.findings(), expected, "{text}");
}

/// The states `{…}` of a machine that starts at `A`.
fn check_states(states: &str, expected: &[&str]) {
    check(&format!(r#"{{"StartAt": "A", "States": {{{states}}}}}"#), expected);
}

/// The fields of a state `A` that ends the machine.
fn check_state(fields: &str, expected: &[&str]) {
    check_states(&format!(r#""A": {{{fields}, "End": true}}"#), expected);
}

/// The fields of a Task that ends the machine.
fn check_task(fields: &str, expected: &[&str]) {
    let resource = r#""Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f""#;
    check_state(&format!("{resource}, {fields}"), expected);
}

const PROCESSOR: &str = r#""StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}"#;

/// The fields of an inline Map that ends the machine.
fn check_inline_map(fields: &str, expected: &[&str]) {
    check_state(&format!(r#""Type": "Map", "ItemProcessor": {{{PROCESSOR}}}, {fields}"#), expected);
}

/// The fields of a distributed Map that ends the machine.
fn check_map(fields: &str, expected: &[&str]) {
    let config = r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}"#;
    check_state(&format!(r#""Type": "Map", "ItemProcessor": {{{config}, {PROCESSOR}}}, {fields}"#), expected);
}

/// A JSONata machine with the states `{…}`, which starts at `A`.
fn check_jsonata(states: &str, expected: &[&str]) {
    check(&format!(r#"{{"QueryLanguage": "JSONata", "StartAt": "A", "States": {{{states}}}}}"#), expected);
}

#[test]
fn names_of_states() {
    check(r#"{"StartAt": "A", "States": {}}"#, &["1003@/"]);
    check(r#"{"StartAt": "A"}"#, &["1002@/"]);
    let long = "x".repeat(81);
    let fitting = "é".repeat(80);
    check_states(
        &format!(r#""A": {{"Type": "Pass", "Next": "{fitting}"}}, "{fitting}": {{"Type": "Succeed"}}"#),
        &[],
    );
    let found = format!("1010@/States/{long}");
    check_states(
        &format!(r#""A": {{"Type": "Pass", "Next": "{long}"}}, "{long}": {{"Type": "Succeed"}}"#),
        &[&found],
    );
    let branch = r#"{"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}"#;
    check_state(
        &format!(r#""Type": "Parallel", "Branches": [{branch}, {branch}]"#),
        &["1011@/States/A/Branches[1]/States/B"],
    );
    check_state(
        r#""Type": "Map", "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
        &["1011@/States/A/ItemProcessor/States/A"],
    );
    check(r#"{"Version": "2.0", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#, &["1008@/Version"]);
}

#[test]
fn length_of_the_definition() {
    let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#;
    for (length, expected) in [(900_000, &[][..]), (900_001, &["w1015@/"]), (1_048_577, &["1015@/"])] {
        let options = Options { length: Some(length), ..Options::default() };
        let case = Case { text, workflow_type: WorkflowType::Standard, options };
        assert_eq!(case.findings(), expected, "{length}");
    }
}

#[test]
fn targets() {
    check_states(
        r#""A": {"Type": "Pass", "Next": "Bee"}, "B": {"Type": "Succeed"}"#,
        &["2001@/States/A/Next"],
    );
    check(r#"{"StartAt": "Z", "States": {"A": {"Type": "Succeed"}}}"#, &["2001@/StartAt"]);
    check_states(
        r#""A": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsNull": true, "Next": "This"}], "Default": "That"},
           "Last": {"Type": "Succeed"}"#,
        &["2001@/States/A/Choices[0]/Next", "2001@/States/A/Default"],
    );
    check_task(
        r#""Catch": [{"ErrorEquals": ["States.ALL"], "Next": "X"}]"#,
        &["2001@/States/A/Catch[0]/Next"],
    );
    check_states(
        r#""A": {"Type": "Map", "Next": "B", "ItemProcessor":
             {"StartAt": "I", "States": {"I": {"Type": "Pass", "Next": "B"}}}}, "B": {"Type": "Succeed"}"#,
        &["2002@/States/A/ItemProcessor/States/I/Next"],
    );
    check_states(r#""A": {"Type": "Pass", "Next": "${Next}"}, "B": {"Type": "Succeed"}"#, &[]);
}

#[test]
fn reachability() {
    // The misspelt target is the cause, and what it was meant for is no second mistake.
    check_states(
        r#""A": {"Type": "Pass", "Next": "Pol"}, "Poll": {"Type": "Pass", "Next": "C"}, "C": {"Type": "Succeed"}"#,
        &["2001@/States/A/Next"],
    );
    check_states(
        r#""A": {"Type": "Succeed"}, "X": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Succeed"}"#,
        &["2003@/States/X"],
    );
    // An island whose states name each other.
    check_states(
        r#""A": {"Type": "Succeed"}, "X": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Pass", "Next": "X"}"#,
        &["2003@/States/X"],
    );
    check_states(
        r#""A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}, "C": {"Type": "Succeed"}"#,
        &["2003@/States/C"],
    );
    check_state(
        r#""Type": "Parallel", "Branches": [{"StartAt": "B", "States":
             {"B": {"Type": "Succeed"}, "C": {"Type": "Succeed"}}}]"#,
        &["2003@/States/A/Branches[0]/States/C"],
    );
}

#[test]
fn endings() {
    let circle = r#""A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}"#;
    check_states(circle, &["2004@/"]);
    let inner = circle.replace('A', "I").replace('B', "J");
    check_state(
        &format!(r#""Type": "Map", "ItemProcessor": {{"StartAt": "I", "States": {{{inner}}}}}"#),
        &["w2005@/States/A/ItemProcessor"],
    );
    check_states(r#""A": {"Type": "Wait", "Seconds": 1}"#, &["2010@/States/A"]);
    check_states(
        r#""A": {"Type": "Pass", "Next": "A", "End": true}"#,
        &["2009@/States/A/Next", "2010@/States/A/End"],
    );
}

#[test]
fn self_transitions() {
    check_states(
        r#""A": {"Type": "Pass", "Next": "A"}, "B": {"Type": "Succeed"}"#,
        &["2009@/States/A/Next", "2003@/States/B"],
    );
    let choice = |variable: &str, more: &str| {
        format!(
            r#""A": {{"Type": "Choice", "Default": "A", {more}
                 "Choices": [{{"Variable": "{variable}", "IsNull": true, "Next": "B"}}]}}, "B": {{"Type": "Succeed"}}"#
        )
    };
    check_states(&choice("$.x", ""), &["2009@/States/A/Default"]);
    check_states(&choice("$.x", r#""Assign": {"n": 1},"#), &[]);
    check_states(&choice("$$.State.EnteredTime", ""), &[]);
}

#[test]
fn ranges() {
    check(
        r#"{"TimeoutSeconds": -1, "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
        &["3006@/TimeoutSeconds"],
    );
    check_state(r#""Type": "Wait", "Seconds": 0"#, &[]);
    check_state(r#""Type": "Wait", "Seconds": 100000000"#, &["3006@/States/A/Seconds"]);
    check_state(r#""Type": "Wait", "Seconds": 1.5"#, &["3007@/States/A/Seconds"]);
    check_task(r#""TimeoutSeconds": 0"#, &["3006@/States/A/TimeoutSeconds"]);
    check_task(r#""TimeoutSeconds": 60, "HeartbeatSeconds": 59"#, &[]);
    check_task(r#""TimeoutSeconds": 60, "HeartbeatSeconds": 60"#, &["w3008@/States/A/HeartbeatSeconds"]);
    check_task(r#""TimeoutSeconds": 60, "HeartbeatSeconds": 61"#, &["3008@/States/A/HeartbeatSeconds"]);
    check_task(
        r#""Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 0, "MaxAttempts": 0, "BackoffRate": 1.0}]"#,
        &[],
    );
    check_task(
        r#""Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": -1, "MaxAttempts": 1.5, "BackoffRate": 0.99,
                      "MaxDelaySeconds": 31622401}]"#,
        &[
            "3006@/States/A/Retry[0]/IntervalSeconds",
            "3007@/States/A/Retry[0]/MaxAttempts",
            "3006@/States/A/Retry[0]/BackoffRate",
            "3006@/States/A/Retry[0]/MaxDelaySeconds",
        ],
    );
    check_map(
        r#""MaxConcurrency": -1, "ToleratedFailureCount": -1, "ToleratedFailurePercentage": 100.5"#,
        &[
            "3006@/States/A/MaxConcurrency",
            "3006@/States/A/ToleratedFailureCount",
            "3006@/States/A/ToleratedFailurePercentage",
        ],
    );
    check_map(
        r#""ItemBatcher": {"MaxItemsPerBatch": -1, "MaxInputBytesPerBatch": 262145}"#,
        &["3006@/States/A/ItemBatcher/MaxItemsPerBatch", "10005@/States/A/ItemBatcher/MaxInputBytesPerBatch"],
    );
}

#[test]
fn timestamps() {
    check_state(r#""Type": "Wait", "Timestamp": "2030-01-01T00:00:00Z""#, &[]);
    check_state(r#""Type": "Wait", "Timestamp": "2030-01-01""#, &["3009@/States/A/Timestamp"]);
    check_state(r#""Type": "Wait", "Timestamp": "{% $states.input.t %}""#, &["3009@/States/A/Timestamp"]);
    check_state(r#""Type": "Wait", "Timestamp": "${When}""#, &[]);
    check_states(
        r#""A": {"Type": "Choice", "Default": "Z", "Choices": [{"Next": "Z",
             "Not": {"Variable": "$.x", "TimestampEquals": "tomorrow"}}]}, "Z": {"Type": "Succeed"}"#,
        &["5003@/States/A/Choices[0]/Not/TimestampEquals"],
    );
}

#[test]
fn patterns() {
    for (pattern, expected) in [
        (r"a\\*b*", &[][..]),
        (r"a\\\\b", &[]),
        (r"bad\\q*", &["5015@/States/A/Choices[0]/StringMatches"]),
        (r"end\\", &["5015@/States/A/Choices[0]/StringMatches"]),
    ] {
        let rule = format!(r#"{{"Variable": "$.x", "StringMatches": "{pattern}", "Next": "Z"}}"#);
        let states = r#""Z": {"Type": "Succeed"}"#;
        check_states(
            &format!(r#""A": {{"Type": "Choice", "Default": "Z", "Choices": [{rule}]}}, {states}"#),
            expected,
        );
    }
}

#[test]
fn retry_and_catch() {
    let retry = |names: &str| format!(r#""Retry": [{{"ErrorEquals": [{names}]}}]"#);
    check_task(&retry(r#""States.ALL""#), &[]);
    check_task(&retry(r#""E", "States.ALL""#), &["4002@/States/A/Retry[0]/ErrorEquals[1]"]);
    check_task(
        r#""Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["E"]}]"#,
        &["4003@/States/A/Retry[0]/ErrorEquals[0]"],
    );
    check_task(&retry(r#""States.Runtime""#), &["w4006@/States/A/Retry[0]/ErrorEquals[0]"]);
    check_task(&retry(r#""States.Timout""#), &["w4007@/States/A/Retry[0]/ErrorEquals[0]"]);
    check_task(&retry(r#""State.ALL""#), &["w4007@/States/A/Retry[0]/ErrorEquals[0]"]);
    check_task(&retry(r#""States.Http.StatusCode.404", "Lambda.Unknown", "Stately""#), &[]);
    check_task(
        r#""Retry": [{"ErrorEquals": ["E"], "JitterStrategy": "Full"}]"#,
        &["3013@/States/A/Retry[0]/JitterStrategy"],
    );
}

#[test]
fn maps() {
    let mode = |config: &str, expected: &[&str]| {
        check_state(
            &format!(r#""Type": "Map", "ItemProcessor": {{"ProcessorConfig": {{{config}}}, {PROCESSOR}}}"#),
            expected,
        );
    };
    mode("", &[]);
    mode(r#""Mode": "INLINE""#, &[]);
    mode(r#""Mode": "DISTRIBUTED""#, &["10001@/States/A/ItemProcessor/ProcessorConfig/Mode"]);
    mode(r#""ExecutionType": "EXPRESS""#, &["10001@/States/A/ItemProcessor/ProcessorConfig/ExecutionType"]);
    mode(r#""Mode": "DISTRIBUTE""#, &["3013@/States/A/ItemProcessor/ProcessorConfig/Mode"]);
    mode(r#""Mode": "${Mode}", "ExecutionType": "EXPRESS""#, &[]);

    check_map(r#""Label": "fine-Label_1""#, &[]);
    check_map(r#""Label": "a b""#, &["10002@/States/A/Label"]);
    check_map(r#""Label": """#, &["10002@/States/A/Label"]);
    check_map(&format!(r#""Label": "{}""#, "x".repeat(41)), &["10002@/States/A/Label"]);
    let twice = |name: &str, inner: &str| {
        let config = r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}"#;
        let states = format!(r#""{inner}": {{"Type": "Succeed"}}"#);
        let processor = format!(r#"{{{config}, "StartAt": "{inner}", "States": {{{states}}}}}"#);
        format!(r#""{name}": {{"Type": "Map", "Label": "L", "ItemProcessor": {processor}"#)
    };
    check_states(
        &format!(r#"{}, "Next": "B"}}, {}, "End": true}}"#, twice("A", "I"), twice("B", "J")),
        &["10002@/States/B/Label"],
    );

    check_inline_map(
        r#""Label": "L", "MaxConcurrency": 41, "ToleratedFailureCount": 1, "ItemBatcher": {"MaxItemsPerBatch": 1}"#,
        &[
            "w10002@/States/A/Label",
            "w10011@/States/A/MaxConcurrency",
            "w10004@/States/A/ToleratedFailureCount",
            "w10004@/States/A/ItemBatcher",
        ],
    );
    check_map(r#""ItemBatcher": {"BatchInput": {}}"#, &["10005@/States/A/ItemBatcher"]);
}

#[test]
fn readers() {
    let get = |config: &str, expected: &[&str]| {
        let reader =
            r#""Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}"#;
        let expected: Vec<String> = expected
            .iter()
            .map(|it| it.replace("@", "@/States/A/ItemReader/ReaderConfig").replace("Config:", "Config/"))
            .collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check_map(&format!(r#""ItemReader": {{{reader}, "ReaderConfig": {{{config}}}}}"#), &expected);
    };
    get(r#""InputType": "JSON""#, &[]);
    get(r#""InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW""#, &[]);
    get(r#""InputType": "CSV""#, &["10003@:InputType"]);
    get(r#""InputType": "CSV", "CSVHeaderLocation": "GIVEN""#, &["10003@:CSVHeaderLocation"]);
    get(r#""InputType": "JSON", "CSVHeaderLocation": "FIRST_ROW""#, &["10003@:CSVHeaderLocation"]);
    get(r#""InputType": "XML""#, &["3013@:InputType"]);
    get(
        r#""InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "CSVDelimiter": "TABS""#,
        &["3013@:CSVDelimiter"],
    );
    get(r#""ManifestType": "S3_INVENTORY""#, &[]);
    get(r#""ManifestType": "S3_INVENTORY", "InputType": "CSV""#, &["10003@:InputType"]);
    get(r#""ManifestType": "ATHENA_DATA""#, &["10003@:ManifestType"]);
    get(r#""ManifestType": "ATHENA_DATA", "InputType": "JSONL""#, &[]);
    get(r#""Transformation": "LOAD_AND_FLATTEN""#, &["10003@"]);
    get(r#""InputType": "${Type}""#, &[]);

    let resource = |resource: &str, expected: &[&str]| {
        let reader = format!(r#""Resource": "{resource}", "Parameters": {{"Bucket": "b"}}"#);
        check_map(&format!(r#""ItemReader": {{{reader}}}"#), expected);
    };
    resource("arn:aws-cn:states:::s3:listObjectsV2", &[]);
    resource("${Reader}", &[]);
    resource("arn:aws:states:::s3:headObject", &["10003@/States/A/ItemReader/Resource"]);
    resource("arn:aws:states:::s3:getObject", &["10003@/States/A/ItemReader/Parameters"]);
}

#[test]
fn writers() {
    let writer =
        |fields: &str, expected: &[&str]| check_map(&format!(r#""ResultWriter": {{{fields}}}"#), expected);
    let resource = r#""Resource": "arn:aws:states:::s3:putObject""#;
    let to = r#""Parameters": {"Bucket": "b"}"#;
    writer(r#""WriterConfig": {"OutputType": "JSONL", "Transformation": "FLATTEN"}"#, &[]);
    writer(&format!("{resource}, {to}"), &[]);
    writer("", &["10006@/States/A/ResultWriter"]);
    writer(resource, &["10006@/States/A/ResultWriter"]);
    writer(to, &["10006@/States/A/ResultWriter"]);
    writer(
        &format!(r#""Resource": "arn:aws:states:::s3:getObject", {to}"#),
        &["10006@/States/A/ResultWriter/Resource"],
    );
    writer(
        r#""WriterConfig": {"OutputType": "CSV", "Transformation": "FLAT"}"#,
        &[
            "3013@/States/A/ResultWriter/WriterConfig/OutputType",
            "3013@/States/A/ResultWriter/WriterConfig/Transformation",
        ],
    );
}

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
    task("arn:aws:states:us-east-1:1:aws-sdk:s3:getObject", "", doubtful);
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
        &["11005@/States/A/Parameters/Paylod", "w11005@/States/A/Parameters/Extra"],
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
    task("lambda:invoke.waitForTaskToken", &invoke(r#""${Payload}""#), &[]);
    task(
        "lambda:invoke",
        &invoke(r#"{"t.$": "$$.Task.Token"}"#),
        &["w6011@/States/A/Parameters/Payload/t.$"],
    );

    let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "End": true, "Parameters": {"FunctionName": "f"},
        "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken"}}}"#;
    let options = Options { source: Source::Macro, length: None };
    let case = Case { text, workflow_type: WorkflowType::Standard, options };
    assert_eq!(case.findings(), ["11006@/States/A/Resource"]);
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
        assert_eq!(case.findings(), expected, "{text}");
    }
}

#[test]
fn context_paths() {
    let pass = |path: &str, expected: &[&str]| {
        check_state(&format!(r#""Type": "Pass", "Parameters": {{"v.$": "{path}"}}"#), expected);
    };
    pass("$$.Execution.Id", &[]);
    pass("$$.Execution.Ids", &["6010@/States/A/Parameters/v.$"]);
    pass("$$.something", &["w6010@/States/A/Parameters/v.$"]);
    pass("States.Format('{}', $$.Execution.Nam)", &["6010@/States/A/Parameters/v.$"]);
    pass("$$.Map.Item.Value", &["6011@/States/A/Parameters/v.$"]);
    check_inline_map(r#""ItemSelector": {"v.$": "$$.Map.Item.Value"}"#, &[]);
    check_inline_map(
        r#""ResultSelector": {"v.$": "$$.Map.Item.Value"}"#,
        &["6011@/States/A/ResultSelector/v.$"],
    );
}

#[test]
fn query_language() {
    check_jsonata(
        r#""A": {"Type": "Pass", "QueryLanguage": "JSONPath", "End": true}"#,
        &["8002@/States/A/QueryLanguage"],
    );
    let task = r#""Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f""#;
    let catch = r#""Catch": [{"ErrorEquals": ["E"], "Next": "B", "Output": "{% $states.errorOutput %}"}]"#;
    check_jsonata(
        &format!(
            r#""A": {{{task}, "Output": "{{% $states.result %}}", {catch}, "Next": "B"}}, "B": {{"Type": "Succeed"}}"#
        ),
        &[],
    );
    check_jsonata(
        &format!(r#""A": {{{task}, "Arguments": "{{% $states.result %}}", "End": true}}"#),
        &["8010@/States/A/Arguments"],
    );
    check_jsonata(
        r#""A": {"Type": "Pass", "Output": "{% $states.result %}", "End": true}"#,
        &["8010@/States/A/Output"],
    );
    check_jsonata(
        r#""A": {"Type": "Pass", "Output": "{% $state.input %}", "End": true}"#,
        &["8011@/States/A/Output"],
    );
    check_jsonata(
        r#""A": {"Type": "Wait", "Seconds": "{% 'ten' %}", "End": true}"#,
        &["8014@/States/A/Seconds"],
    );
    check_jsonata(
        &format!(
            r#""A": {{"Type": "Map", "Items": "{{% 1 %}}", "ItemProcessor": {{{PROCESSOR}}}, "End": true}}"#
        ),
        &["w8014@/States/A/Items"],
    );
}

#[test]
fn names_of_variables() {
    let assign = |name: &str, expected: &[&str]| {
        check_state(&format!(r#""Type": "Pass", "Assign": {{"{name}": 1}}"#), expected);
    };
    assign("größe_2", &[]);
    assign("_x", &[]);
    assign("states", &["9001@/States/A/Assign/states"]);
    assign("x.y", &["9001@/States/A/Assign/x.y"]);
    assign("2x", &["9001@/States/A/Assign/2x"]);
    assign("${Name}", &[]);
    let long = "v".repeat(81);
    assign(&long, &[&format!("9001@/States/A/Assign/{long}")]);
}

#[test]
fn scopes_of_variables() {
    let machine = |assign: &str, mode: &str, inner: &str, last: &str, expected: &[&str]| {
        check_states(
            &format!(
                r#""A": {{"Type": "Pass", "Assign": {{{assign}}}, "Next": "M"}},
                   "M": {{"Type": "Map", "Next": "Z", "ItemProcessor": {{"ProcessorConfig": {{{mode}}},
                     "StartAt": "I", "States": {{"I": {{"Type": "Pass", {inner} "End": true}}}}}}}},
                   "Z": {{"Type": "Pass", {last} "End": true}}"#
            ),
            expected,
        );
    };
    let read = r#""Parameters": {"v.$": "$x"},"#;
    let distributed = r#""Mode": "DISTRIBUTED", "ExecutionType": "STANDARD""#;
    machine(r#""x": 1"#, "", read, read, &[]);
    machine("", "", "", read, &["w9002@/States/Z/Parameters/v.$"]);
    machine(r#""x": 1"#, distributed, read, "", &["9007@/States/M/ItemProcessor/States/I/Parameters/v.$"]);
    let assign = r#""Assign": {"x": 2},"#;
    machine(r#""x": 1"#, "", assign, "", &["9005@/States/M/ItemProcessor/States/I/Assign/x"]);
    machine(r#""x": 1"#, distributed, assign, "", &[]);
    machine("", "", assign, read, &["9006@/States/Z/Parameters/v.$"]);
}

#[test]
fn first_values_of_variables() {
    check_state(r#""Type": "Pass", "Assign": {"x.$": "$x"}"#, &["9004@/States/A/Assign/x.$"]);
    check_jsonata(
        r#""A": {"Type": "Pass", "Assign": {"x": "{% $x %}"}, "End": true}"#,
        &["9004@/States/A/Assign/x"],
    );
    check_jsonata(
        r#""A": {"Type": "Pass", "Assign": {"x": "{% $append($x, 1) %}"}, "End": true}"#,
        &["w9004@/States/A/Assign/x"],
    );
    // The catcher gives it a value before the state is entered again.
    check_states(
        r#""A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "Next": "B",
             "Catch": [{"ErrorEquals": ["E"], "Next": "B", "Assign": {"x": 1}}]},
           "B": {"Type": "Choice", "Default": "Z", "Choices": [{"Variable": "$x", "IsNull": true, "Next": "A"}]},
           "Z": {"Type": "Succeed"}"#,
        &[],
    );
}

#[test]
fn large_machines_take_linear_time() {
    let chain = |length: usize| {
        let state = |at: usize| {
            let next = if at + 1 == length {
                r#""End": true"#.to_owned()
            } else {
                format!(r#""Next": "S{}""#, at + 1)
            };
            format!(
                r#""S{at}": {{"Type": "Pass", "Assign": {{"x": {at}}}, "Parameters": {{"v.$": "$x"}}, {next}}}"#
            )
        };
        let states: Vec<String> = (0..length).map(state).collect();
        format!(r#"{{"StartAt": "S0", "States": {{{}}}}}"#, states.join(", "))
    };
    let mut cx = Diagnostics::new();
    let parsed = json::parse(&chain(5_000), &mut cx);
    let read = read::machine(&mut cx, parsed.value.as_ref().expect("JSON"));
    let start = std::time::Instant::now();
    machine(&mut cx, &read, &Options::default());
    assert_eq!(cx.items(), []);
    // Quadratic time would be many seconds.
    assert!(start.elapsed().as_secs() < 2, "{:?}", start.elapsed());
}
