//! What is legal, and goes wrong with more data, other answers, or errors.

use super::{Case, check, check_jsonata, check_state, check_states};
use crate::check::{Options, machine};
use crate::diag::Diagnostics;
use crate::machine::WorkflowType;
use crate::{json, read};

/// A Lambda task `A` whose other fields are given.
fn lambda(name: &str, fields: &str) -> String {
    format!(
        r#""{name}": {{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 9, "Retry": [],
            "Parameters": {{"FunctionName": "f", "Payload": {{"id.$": "$.id"}}}}, {fields}}}"#
    )
}

#[test]
fn handlers_of_nothing_are_dead() {
    let caught = |name: &str, found: &[&str]| {
        let catch = format!(r#""Catch": [{{"ErrorEquals": ["{name}"], "Next": "H"}}], "End": true"#);
        let handler = r#""H": {"Type": "Pass", "Next": "I"}, "I": {"Type": "Fail", "Error": "e"}"#;
        check_states(&format!("{}, {handler}", lambda("A", &catch)), found);
    };
    caught("States.TaskFailed", &[]);
    caught("States.Runtime", &["w4006@/States/A/Catch[0]/ErrorEquals[0]"]);
    let dead = format!(
        r#"{{"StartAt": "A", "States": {{{}, "H": {{"Type": "Fail", "Error": "e"}}}}}}"#,
        lambda("A", r#""Catch": [{"ErrorEquals": ["States.Runtime"], "Next": "H"}], "End": true"#)
    );
    let mut cx = Diagnostics::new();
    let parsed = json::parse(&dead, &mut cx);
    let flow = read::machine(&mut cx, parsed.value.as_ref().expect("JSON"));
    machine(&mut cx, &flow, &Options::default());
    let labels: Vec<_> =
        cx.items()[0].labels.iter().map(|it| (parsed.map.pointer(it.0.loc), it.1.as_str())).collect();
    assert_eq!(labels, [("/States/H".to_owned(), "`H` is never entered: nothing else leads to it")]);
    let both = r#""Catch": [{"ErrorEquals": ["States.Runtime"], "Next": "H"}], "Next": "H""#;
    let handler = r#""H": {"Type": "Fail", "Error": "e"}"#;
    check_states(
        &format!("{}, {handler}", lambda("A", both)),
        &["w4006@/States/A/Catch[0]/ErrorEquals[0]", "w14008@/States/H"],
    );
}

#[test]
fn errors_are_not_swallowed() {
    let caught = |catcher: &str, end: &str, found: &[&str]| {
        let catch = format!(r#""Catch": [{{{catcher}, "Next": "Z"}}], "Next": "B""#);
        let states = format!(
            r#"{}, "B": {{"Type": "Pass", "Result": 1, "End": true}}, "Z": {{{end}}}"#,
            lambda("A", &catch)
        );
        check_states(&states, found);
    };
    let succeed = r#""Type": "Succeed""#;
    let all = r#""ErrorEquals": ["States.ALL"], "ResultPath": null"#;
    caught(all, succeed, &["w4025@/States/A/Catch[0]/ErrorEquals[0]"]);
    caught(all, r#""Type": "Pass", "End": true"#, &["w4025@/States/A/Catch[0]/ErrorEquals[0]"]);
    caught(all, r#""Type": "Pass", "Result": "lost", "End": true"#, &[]);
    caught(all, r#""Type": "Fail", "Error": "e""#, &[]);
    caught(r#""ErrorEquals": ["States.ALL"]"#, succeed, &[]);
    caught(r#""ErrorEquals": ["States.ALL"], "ResultPath": "$.e""#, succeed, &[]);
    caught(r#""ErrorEquals": ["Absent"], "ResultPath": null"#, succeed, &[]);
}

#[test]
fn results_that_nobody_reads() {
    let flow = |b: &str, c: &str, found: &[&str]| {
        let a = lambda("A", r#""ResultPath": "$.r", "Next": "B""#);
        check_states(&format!(r#"{a}, "B": {{{b}, "Next": "C"}}, "C": {{{c}, "End": true}}"#), found);
    };
    let wait = r#""Type": "Wait", "Seconds": 1"#;
    let unread = &["w6015@/States/A/ResultPath"];
    flow(wait, r#""Type": "Pass", "Parameters": {"id.$": "$.id"}"#, unread);
    flow(wait, r#""Type": "Pass", "InputPath": "$.s""#, unread);
    flow(wait, r#""Type": "Pass""#, &[]);
    flow(wait, r#""Type": "Pass", "Parameters": {"r.$": "$.r.Payload"}"#, &[]);
    flow(wait, r#""Type": "Pass", "Parameters": {"all.$": "$"}"#, &[]);
    flow(r#""Type": "Pass", "InputPath": "$.r""#, r#""Type": "Pass""#, &[]);
    // Dropped at once, it weighs nothing.
    flow(r#""Type": "Pass", "Result": 1"#, wait, &[]);
}

#[test]
fn results_in_the_place_of_what_is_read() {
    let flow = |result_path: &str, payload: &str, found: &[&str]| {
        let read = |name: &str, next: &str| {
            format!(
                r#""{name}": {{"Type": "Choice", "Choices": [{{"Variable": "$.order.total", "NumericGreaterThan": 5, "Next": "{next}"}}], "Default": "Z"}}"#
            )
        };
        let task = format!(
            r#""B": {{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 9, "Retry": [],
                "Parameters": {{"FunctionName": "f", "Payload": {{"x.$": "{payload}"}}}}, "ResultSelector": {{"y.$": "$.Payload"}},
                "ResultPath": "{result_path}", "Next": "C"}}"#
        );
        let task = task
            .replace("\"ResultSelector\": {\"y.$\": \"$.Payload\"},", "")
            .replace("arn:aws:states:::lambda:invoke", "arn:aws:lambda:us-east-1:123456789012:function:f");
        check_states(
            &format!(r#"{}, {task}, {}, "Z": {{"Type": "Succeed"}}"#, read("A", "B"), read("C", "Z")),
            found,
        );
    };
    flow("$.order", "$.id", &["w6014@/States/B/ResultPath"]);
    flow("$.details", "$.id", &[]);
    // It may give back what it was given.
    flow("$.order", "$.order", &[]);
    flow("$.order", "$.order.id", &[]);
}

#[test]
fn values_of_an_enumeration() {
    let crawler = |value: &str, found: &[&str]| {
        check_states(
            &format!(
                r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:glue:getCrawler", "Parameters": {{"Name": "c"}}, "Next": "C"}},
                   "C": {{"Type": "Choice", "Choices": [{{"Variable": "$.Crawler.State", "StringEquals": "{value}", "Next": "Z"}}], "Default": "F"}},
                   "F": {{"Type": "Fail", "Error": "e"}}, "Z": {{"Type": "Succeed"}}"#
            ),
            found,
        );
    };
    crawler("READY", &[]);
    crawler("REDAY", &["w5019@/States/C/Choices[0]/StringEquals"]);
    crawler("FINISHED", &["w5019@/States/C/Choices[0]/StringEquals"]);
    let jsonata = |value: &str, found: &[&str]| {
        check_jsonata(
            &format!(
                r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:glue:getCrawler", "Arguments": {{"Name": "c"}}, "Next": "C"}},
                   "C": {{"Type": "Choice", "Choices": [{{"Condition": "{{% $states.input.Crawler.State = '{value}' %}}", "Next": "Z"}}], "Default": "F"}},
                   "F": {{"Type": "Fail", "Error": "e"}}, "Z": {{"Type": "Succeed"}}"#
            ),
            found,
        );
    };
    jsonata("READY", &[]);
    jsonata("REDAY", &["w5019@/States/C/Choices[0]/Condition"]);
}

#[test]
fn results_that_are_not_there_yet() {
    let query = |between: &str, found: &[&str]| {
        check_states(
            &format!(
                r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::athena:startQueryExecution{between}, "Parameters": {{"QueryString": "q", "WorkGroup": "w"}}}},
                   "R": {{"Type": "Task", "Resource": "arn:aws:states:::athena:getQueryResults", "Parameters": {{"QueryExecutionId": "q"}}, "End": true}}"#
            ),
            found,
        );
    };
    query(r#"", "Next": "R""#, &["w11013@/States/R/Resource"]);
    query(r#".sync", "TimeoutSeconds": 9, "Next": "R""#, &[]);
    let wait = r#"", "Next": "W", "Comment": "c""#;
    check_states(
        &format!(
            r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::athena:startQueryExecution{wait}, "Parameters": {{"QueryString": "q", "WorkGroup": "w"}}}},
               "W": {{"Type": "Wait", "Seconds": 9, "Next": "R"}},
               "R": {{"Type": "Task", "Resource": "arn:aws:states:::athena:getQueryResults", "Parameters": {{"QueryExecutionId": "q"}}, "End": true}}"#
        ),
        &[],
    );
}

#[test]
fn executions_that_start_themselves() {
    let start = r#"{"Type": "Task", "Resource": "arn:aws:states:::states:startExecution", "Parameters": {"StateMachineArn.$": "$$.StateMachine.Id", "Name": "n"}, "End": true}"#;
    check_states(&format!(r#""A": {start}"#), &["w11015@/States/A/Parameters/StateMachineArn.$"]);
    check_states(
        &format!(r#""A": {{"Type": "Pass", "Result": 1, "Next": "B"}}, "B": {start}"#),
        &["w11015@/States/B/Parameters/StateMachineArn.$"],
    );
    check_states(
        &format!(
            r#""A": {{"Type": "Choice", "Choices": [{{"Variable": "$.more", "BooleanEquals": true, "Next": "B"}}], "Default": "Z"}}, "B": {start},
               "Z": {{"Type": "Succeed"}}"#
        ),
        &[],
    );
    check_state(
        &format!(
            r#""Type": "Map", "ItemsPath": "$.xs", "ItemProcessor": {{"StartAt": "I", "States": {{"I": {start}}}}}"#
        ),
        &[],
    );
}

#[test]
fn events_that_were_refused() {
    let put = |resource: &str, next: &str, found: &[&str]| {
        check_states(
            &format!(
                r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::{resource}", "Parameters": {{"Entries": [{{"Source": "s", "DetailType": "d", "Detail": {{}}}}]}}, {next}"#
            ),
            found,
        );
    };
    let end = r#""End": true}"#;
    put("events:putEvents", end, &[]);
    put("aws-sdk:eventbridge:putEvents", end, &["w11023@/States/A/Resource"]);
    let looks = r#""Next": "C"}, "C": {"Type": "Choice", "Choices": [{"Variable": "$.FailedEntryCount", "NumericEquals": 0, "Next": "Z"}], "Default": "F"},
        "F": {"Type": "Fail", "Error": "e"}, "Z": {"Type": "Succeed"}"#;
    put("aws-sdk:eventbridge:putEvents", looks, &[]);
}

#[test]
fn calls_that_an_express_execution_may_repeat() {
    let express = |parameters: &str, found: &[&str]| {
        let text = format!(
            r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
                "Parameters": {{"QueueUrl": "q", "MessageBody": "b"{parameters}}}, "End": true}}}}}}"#
        );
        let case = Case { text: &text, workflow_type: WorkflowType::Express, options: Options::default() };
        assert_eq!(case.findings(found), found, "{text}");
    };
    express("", &["w12004@/States/A/Resource"]);
    express(r#", "MessageDeduplicationId.$": "$.id", "MessageGroupId": "g""#, &[]);
}

#[test]
fn data_in_the_document() {
    check_state(r#""Type": "Pass", "Result": {"id": 9007199254740993}"#, &["w13010@/States/A/Result/id"]);
    check_state(r#""Type": "Pass", "Result": {"id": -9007199254740992, "f": 0.12345678901234567}"#, &[]);
    check_jsonata(
        r#""A": {"Type": "Pass", "Output": "{% $states.input.id = 9007199254740993 %}", "End": true}"#,
        &["w13010@/States/A/Output"],
    );
    let result = |length: usize, found: &[&str]| {
        check_state(&format!(r#""Type": "Pass", "Result": {{"a": "{}"}}"#, "x".repeat(length)), found);
    };
    result(262_144 - 8, &[]);
    result(262_144 - 7, &["14002@/States/A/Result"]);
    check_state(
        r#""Type": "Pass", "Parameters": {"otp.$": "States.MathRandom(1, 9)", "dice.$": "States.MathRandom(1, 6)"}"#,
        &["w7013@/States/A/Parameters/otp.$"],
    );
    check_jsonata(
        r#""A": {"Type": "Pass", "Output": {"password": "{% $string($random()) %}", "token": "{% $uuid() %}"}, "End": true}"#,
        &["w7013@/States/A/Output/password"],
    );
    check_state(
        r#""Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:prüfen", "TimeoutSeconds": 9"#,
        &["w1013@/States/A/Resource"],
    );
    check_state(
        r#""Type": "Map", "Label": "Prüfung", "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}"#,
        &["w1013@/States/A/Label"],
    );
}

#[test]
fn variables_of_several_types() {
    let states = |second: &str, found: &[&str]| {
        check_states(
            &format!(
                r#""A": {{"Type": "Choice", "Choices": [{{"Variable": "$.a", "BooleanEquals": true, "Next": "B"}}], "Default": "C"}},
                   "B": {{"Type": "Pass", "Assign": {{"n": 1}}, "Next": "D"}}, "C": {{"Type": "Pass", "Assign": {{"n": {second}}}, "Next": "D"}},
                   "D": {{"Type": "Choice", "Choices": [{{"Variable": "$n", "NumericEquals": 1, "Next": "Z"}}], "Default": "Z"}}, "Z": {{"Type": "Succeed"}}"#
            ),
            found,
        );
    };
    states("2", &[]);
    states("\"two\"", &["w9011@/States/D/Choices[0]/Variable"]);
    states("null", &[]);
    // Overwritten before it is used.
    check_states(
        r#""A": {"Type": "Pass", "Assign": {"n": "one"}, "Next": "B"}, "B": {"Type": "Pass", "Assign": {"n": 1}, "Next": "W"},
           "W": {"Type": "Wait", "SecondsPath": "$n", "End": true}"#,
        &[],
    );
    check_jsonata(
        r#""A": {"Type": "Choice", "Choices": [{"Condition": "{% $states.input.a %}", "Assign": {"n": 1}, "Next": "D"}], "Assign": {"n": "0"}, "Default": "D"},
           "D": {"Type": "Pass", "Output": "{% $n + 1 %}", "End": true}"#,
        &["w9011@/States/D/Output"],
    );
}

#[test]
fn results_kept_for_a_small_part() {
    let get = |assign: &str, read: &str, found: &[&str]| {
        check_states(
            &format!(
                r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject", "Parameters": {{"Bucket": "b", "Key": "k"}},
                    "Assign": {{"file.$": "{assign}"}}, "Next": "B"}}, "B": {{"Type": "Pass", "Parameters": {{"v.$": "{read}"}}, "End": true}}"#
            ),
            found,
        );
    };
    get("$", "$file.Metadata", &[]);
    get("$", "$file.ETag", &["w9010@/States/A/Assign/file.$"]);
    get("$", "$file", &[]);
    get("$", "$file.Body", &[]);
    get("$.ETag", "$file", &[]);
}

#[test]
fn variables_that_grow() {
    let pages = |condition: &str, found: &[&str]| {
        let text = r#"{"QueryLanguage": "JSONata", "StartAt": "S", "States": {"S": {"Type": "Pass", "Assign": {"all": []}, "Next": "A"},
           "A": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:scan", "Arguments": {"TableName": "t"},
               "Assign": {"all": "{% $append($all, $states.result.Items) %}"}, "Next": "C"},
           "C": {"Type": "Choice", "Choices": [{"Condition": "{% CONDITION %}", "Next": "A"}], "Default": "Z"},
           "Z": {"Type": "Succeed", "Output": "{% $all %}"}}}"#;
        check(&text.replace("CONDITION", condition), found);
    };
    pages("$exists($states.input.LastEvaluatedKey)", &["w14002@/States/A/Assign/all"]);
    pages("$exists($states.input.LastEvaluatedKey) and $count($all) < 100", &[]);
}

#[test]
fn a_null_on_one_way() {
    check_states(
        r#""A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "BooleanEquals": true, "Next": "B"}], "Default": "C"},
           "B": {"Type": "Pass", "Result": {"s": null}, "Next": "W"}, "C": {"Type": "Pass", "Result": {"s": 5}, "Next": "W"},
           "W": {"Type": "Wait", "SecondsPath": "$.s", "End": true}"#,
        &["w13009@/States/W/SecondsPath"],
    );
}

#[test]
fn a_path_that_no_way_has() {
    check_states(
        r#""A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "BooleanEquals": true, "Next": "B"}], "Default": "C"},
           "B": {"Type": "Pass", "Result": {"s": 1}, "Next": "W"}, "C": {"Type": "Pass", "Result": {"t": 5}, "Next": "W"},
           "W": {"Type": "Pass", "InputPath": "$.u", "End": true}"#,
        &["13001@/States/W/InputPath"],
    );
}

#[test]
fn waits_of_no_time_and_of_too_much() {
    check_state(r#""Type": "Wait", "Seconds": 0"#, &["w3010@/States/A/Seconds"]);
    check_state(r#""Type": "Wait", "Seconds": 31536000"#, &[]);
    check_state(r#""Type": "Wait", "Seconds": 31536001"#, &["w3011@/States/A/Seconds"]);
}

#[test]
fn fields_of_retriers_that_do_nothing() {
    let retry = |fields: &str, found: &[&str]| {
        let retry = format!(r#""Retry": [{{"ErrorEquals": ["E"], {fields}}}], "End": true"#);
        check_states(
            &lambda("A", &retry).replace(r#""Retry": [], "#, "").replace(r#""Retry": [],"#, ""),
            found,
        );
    };
    retry(r#""MaxAttempts": 1, "BackoffRate": 2.0"#, &["w4018@/States/A/Retry[0]/BackoffRate"]);
    retry(r#""MaxAttempts": 2, "BackoffRate": 2.0"#, &[]);
    retry(r#""MaxAttempts": 0, "JitterStrategy": "FULL""#, &["w4018@/States/A/Retry[0]/JitterStrategy"]);
    retry(r#""MaxAttempts": 3, "JitterStrategy": "FULL""#, &[]);
}

#[test]
fn retries_of_a_whole() {
    let parallel = |retry: &str, found: &[&str]| {
        check_state(
            &format!(
                r#""Type": "Parallel", "Retry": [{{"ErrorEquals": ["States.ALL"]}}], "Branches": [
                    {{"StartAt": "X", "States": {{"X": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:listBuckets", "Parameters": {{}}, {retry} "End": true}}}}}},
                    {{"StartAt": "Y", "States": {{"Y": {{"Type": "Pass", "End": true}}}}}}]"#
            ),
            found,
        );
    };
    parallel("", &["w4026@/States/A/Retry[0]"]);
    parallel(r#""Retry": [{"ErrorEquals": ["States.TaskFailed"]}],"#, &[]);
}

#[test]
fn numbers_and_texts_that_fields_do_not_take() {
    let wait = |result: &str, field: &str, found: &[&str]| {
        check_states(
            &format!(
                r#""A": {{"Type": "Pass", "Result": {{"v": {result}}}, "Next": "W"}}, "W": {{"Type": "Wait", "{field}": "$.v", "End": true}}"#
            ),
            found,
        );
    };
    wait("5", "SecondsPath", &[]);
    wait("-5", "SecondsPath", &["13006@/States/W/SecondsPath"]);
    wait("0.5", "SecondsPath", &["13006@/States/W/SecondsPath"]);
    wait("\"2030-01-01T00:00:00Z\"", "TimestampPath", &[]);
    wait("\"tomorrow\"", "TimestampPath", &["13007@/States/W/TimestampPath"]);
    let map = |result: &str, field: &str, found: &[&str]| {
        check_states(
            &format!(
                r#""A": {{"Type": "Pass", "Result": {{"v": {result}, "xs": [1]}}, "Next": "M"}}, "M": {{"Type": "Map", "ItemsPath": "$.xs", "{field}": "$.v",
                    "End": true, "ItemProcessor": {{"ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}},
                        "StartAt": "I", "States": {{"I": {{"Type": "Pass", "End": true}}}}}}}}"#
            ),
            found,
        );
    };
    map("-1", "MaxConcurrencyPath", &["13006@/States/M/MaxConcurrencyPath"]);
    map("0.5", "ToleratedFailurePercentagePath", &[]);
    map("0.5", "ToleratedFailureCountPath", &["13006@/States/M/ToleratedFailureCountPath"]);
}

#[test]
fn an_output_of_nothing() {
    check_state(
        r#""Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:listBuckets", "Parameters": {}, "ResultSelector": {"b.$": "$.Buckets"}, "OutputPath": null"#,
        &["w6016@/States/A/OutputPath"],
    );
}

#[test]
fn a_name_twice_is_one_mistake() {
    check_states(
        r#""A": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "X", "States": {"X": {"Type": "Pass", "Next": "A"}, "A": {"Type": "Pass", "Next": "A"}}}]}"#,
        &["w2005@/States/A/Branches[0]", "1011@/States/A/Branches[0]/States/A"],
    );
}

#[test]
fn functions_of_other_types() {
    check_states(
        r#""A": {"Type": "Pass", "Result": {"n": "5", "xs": 5}, "Next": "B"},
           "B": {"Type": "Pass", "Parameters": {"m.$": "States.MathAdd($.n, 1)", "l.$": "States.ArrayLength($.xs)"}, "End": true}"#,
        &["7006@/States/B/Parameters/m.$", "7006@/States/B/Parameters/l.$"],
    );
}
