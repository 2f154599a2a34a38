//! Map.

use super::{PROCESSOR, check_inline_map, check_map, check_state, check_states};

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
    writer(
        &format!(r#"{resource}, "Parameters": {{"Prefix": "p"}}"#),
        &["10006@/States/A/ResultWriter/Parameters"],
    );
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
