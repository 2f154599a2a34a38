//! Maps and branches: what each is given, and what becomes of all that they give.

use super::{check_inline_map, check_jsonata, check_state, check_states};

#[test]
fn items_and_their_map() {
    let selector = |selector: &str, found: &[&str]| {
        check_inline_map(&format!(r#""ItemsPath": "$.xs", "ItemSelector": {selector}"#), found);
    };
    selector(r#"{"id.$": "$.id"}"#, &["w6018@/States/A/ItemSelector/id.$"]);
    selector(r#"{"id.$": "$.id", "x.$": "$$.Map.Item.Value"}"#, &[]);
    selector(r#"{"id.$": "$.id", "n.$": "$$.Map.Item.Index"}"#, &[]);
    selector(r#"{"id.$": "$.id", "all.$": "$$"}"#, &[]);
    selector(r#"{"id": 5}"#, &[]);
    let jsonata = |selector: &str, found: &[&str]| {
        check_jsonata(
            &format!(
                r#""A": {{"Type": "Map", "Items": "{{% $states.input.xs %}}", "ItemSelector": {{"id": "{selector}"}}, "End": true,
                    "ItemProcessor": {{"StartAt": "I", "States": {{"I": {{"Type": "Pass", "End": true}}}}}}}}"#
            ),
            found,
        );
    };
    jsonata("{% $states.input.id %}", &["w6018@/States/A/ItemSelector/id"]);
    jsonata("{% $states.context.Map.Item.Value.id %}", &[]);
}

/// A distributed Map whose items come from a CSV file; `state` has the fields of its only state.
fn rows(map: &str, state: &str, found: &[&str]) {
    check_state(
        &format!(
            r#""Type": "Map", "ItemReader": {{"Resource": "arn:aws:states:::s3:getObject", "Parameters": {{"Bucket": "b", "Key": "k"}},
                "ReaderConfig": {{"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}}}}, {map}
                "ItemProcessor": {{"ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}, "StartAt": "I",
                    "States": {{"I": {{{state}}}, "Y": {{"Type": "Pass", "End": true}}, "Z": {{"Type": "Succeed"}}}}}}"#
        ),
        found,
    );
}

#[test]
fn cells_are_text() {
    let choice = |rule: &str, found: &[&str]| {
        rows(
            "",
            &format!(r#""Type": "Choice", "Choices": [{{{rule}, "Next": "Y"}}], "Default": "Z""#),
            found,
        );
    };
    let at = "/States/A/ItemProcessor/States/I";
    choice(
        r#""Variable": "$.price", "NumericGreaterThan": 5"#,
        &[&format!("w10009@{at}/Choices[0]/Variable")],
    );
    choice(r#""Variable": "$.price", "StringEquals": "5""#, &[]);
    let next = r#""Type": "Choice", "Choices": [{"Variable": "$.ok", "StringEquals": "y", "Next": "Y"}, {"Variable": "$.price", "NumericLessThan": 5, "Next": "Y"}], "Default": "Z""#;
    rows("", next, &[&format!("w10009@{at}/Choices[1]/Variable")]);
    let states = |it: &str| {
        format!(
            r#""Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{{"Condition": "{{% {it} %}}", "Next": "Y"}}], "Default": "Z""#
        )
    };
    rows("", &states("$states.input.price > 5"), &[&format!("w10009@{at}/Choices[0]/Condition")]);
    rows("", &states("$number($states.input.price) > 5"), &[]);
}

#[test]
fn batches() {
    let at = "/States/A/ItemProcessor/States/I";
    let read = |path: &str| {
        format!(
            r#""Type": "Choice", "Choices": [{{"Variable": "{path}", "StringEquals": "5", "Next": "Y"}}], "Default": "Z""#
        )
    };
    let batcher = r#""ItemBatcher": {"MaxItemsPerBatch": 10},"#;
    rows(batcher, &read("$.id"), &[&format!("10008@{at}/Choices[0]/Variable")]);
    rows(batcher, &read("$.Items[0].id"), &[]);
    rows("", &read("$.BatchInput"), &[&format!("w10008@{at}/Choices[0]/Variable")]);
    // Of a row it is known that there is nothing below.
    rows("", &read("$.Items[0].id"), &[&format!("6012@{at}/Choices[0]/Variable")]);
    rows("", &read("$.id"), &[]);
}

#[test]
fn many_children_and_many_results() {
    let map = |fields: &str, resource: &str, found: &[&str]| {
        check_state(
            &format!(
                r#""Type": "Map", {fields} "ItemReader": {{"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {{"Bucket": "b"}}}},
                    "ItemProcessor": {{"ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}, "StartAt": "I",
                        "States": {{"I": {{"Type": "Task", "Resource": "{resource}", "TimeoutSeconds": 9, "End": true,
                            "Parameters": {{"JobName": "j"}}}}}}}}"#
            ),
            found,
        );
    };
    let (glue, lambda) =
        ("arn:aws:states:::glue:startJobRun.sync", "arn:aws:lambda:us-east-1:123456789012:function:f");
    map(r#""ResultPath": null,"#, glue, &["w10010@/States/A"]);
    map(r#""ResultPath": null, "MaxConcurrency": 0,"#, glue, &["w10010@/States/A/MaxConcurrency"]);
    map(r#""ResultPath": null, "MaxConcurrency": 20,"#, glue, &[]);
    map(r#""ResultPath": null,"#, lambda, &[]);
    map("", lambda, &["w10014@/States/A"]);
    map(
        r#""ResultWriter": {"WriterConfig": {"OutputType": "JSON", "Transformation": "NONE"}},"#,
        lambda,
        &[],
    );
    map(r#""ResultSelector": {"n": 1},"#, lambda, &[]);

    let inline = |fields: &str, task: &str, found: &[&str]| {
        check_state(
            &format!(
                r#""Type": "Map", {fields} "ItemsPath": "$.xs", "ItemProcessor": {{"StartAt": "I", "States": {{"I": {{"Type": "Task",
                    "Resource": "arn:aws:states:::aws-sdk:s3:getObject", "Parameters": {{"Bucket": "b", "Key.$": "$.k"}}, {task} "End": true}}}}}}"#
            ),
            found,
        );
    };
    inline("", "", &["w10013@/States/A/ItemProcessor/States/I/Resource"]);
    inline("", r#""ResultSelector": {"e.$": "$.ETag"},"#, &[]);
    inline(r#""ResultPath": null,"#, "", &[]);
}

#[test]
fn more_items_than_a_history_holds() {
    let items = |count: usize, found: &[&str]| {
        check_jsonata(
            &format!(
                r#""A": {{"Type": "Map", "Items": "{{% [1..{count}] %}}", "End": true,
                    "ItemProcessor": {{"StartAt": "I", "States": {{"I": {{"Type": "Pass", "End": true}}}}}}}}"#
            ),
            found,
        );
    };
    // An iteration begins and ends, a Pass is entered and left.
    items(6_250, &[]);
    items(6_251, &["10012@/States/A/Items"]);
    items(usize::MAX, &["10012@/States/A/Items", "w8021@/States/A/Items", "w13010@/States/A/Items"]);
    let task = r#"{"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "TimeoutSeconds": 9, "Next": "#;
    let chain: String = (0..5).map(|it| format!(r#""T{it}": {task}"T{}"}}, "#, it + 1)).collect();
    let range = |last: u32, found: &[&str]| {
        check_states(
            &format!(
                r#""A": {{"Type": "Pass", "Parameters": {{"xs.$": "States.ArrayRange(1, {last}, 1)"}}, "Next": "M"}},
                   "M": {{"Type": "Map", "ItemsPath": "$.xs", "End": true, "ItemProcessor": {{"StartAt": "T0", "States": {{{chain}
                       "T5": {{"Type": "Succeed"}}}}}}}}"#
            ),
            found,
        );
    };
    range(862, &[]);
    range(863, &["10012@/States/M/ItemsPath"]);
}

#[test]
fn branches_that_do_the_same() {
    let branches = |second: &str, found: &[&str]| {
        let branch = |name: &str, key: &str| {
            format!(
                r#"{{"StartAt": "{name}", "States": {{"{name}": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:headObject",
                    "Parameters": {{"Bucket": "b", "Key": "{key}"}}, "Next": "{name} 2"}}, "{name} 2": {{"Type": "Pass", "End": true}}}}}}"#
            )
        };
        check_state(
            &format!(r#""Type": "Parallel", "Branches": [{}, {}]"#, branch("X", "k"), branch("Y", second)),
            found,
        );
    };
    branches("other", &[]);
    branches("k", &["w10019@/States/A/Branches[1]"]);
}

#[test]
fn an_object_is_no_list_of_items() {
    let map = |config: &str, found: &[&str]| {
        check_jsonata(
            &format!(
                r#""A": {{"Type": "Map", "Items": {{"a": 1}}, "End": true, "ItemProcessor": {{{config} "StartAt": "I", "States": {{"I": {{"Type": "Pass", "End": true}}}}}}}}"#
            ),
            found,
        );
    };
    map("", &["10007@/States/A/Items"]);
    map(r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},"#, &[]);
}
