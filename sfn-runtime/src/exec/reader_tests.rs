//! What distributed Maps read, and what became of their children.

use serde_json::{Value, json};

use super::{Execution, Executor, Status};

/// A distributed Map over what `reader` reads from the objects.
fn map(reader: Value, more: Value) -> Executor {
    let mut state = json!({
        "Type": "Map", "End": true,
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": reader,
            "Parameters": {"Bucket": "in", "Key.$": "$.key"},
        },
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}},
        },
    });
    for (key, value) in more.as_object().unwrap() {
        state[key] = value.clone();
    }
    Executor::new(&json!({"StartAt": "M", "States": {"M": state}}).to_string()).unwrap()
}

fn read(reader: Value, key: &str, body: &[u8]) -> Execution {
    map(reader, json!({})).object("in", key, body).run(json!({"key": key})).unwrap()
}

#[test]
fn texts_become_items() {
    let csv = |more: Value| {
        let mut reader = json!({"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"});
        for (key, value) in more.as_object().unwrap() {
            reader[key] = value.clone();
        }
        reader
    };
    let cases = [
        (csv(json!({})), "a,b\n1,2\n", json!([{"a": "1", "b": "2"}])),
        // Short rows are padded, long ones cut; quotes hold delimiters, line ends and quotes.
        (
            csv(json!({})),
            "a,b\r\n1\r\n1,2,3\r\n\"x,\"\"\ny\",z",
            json!([
                {"a": "1", "b": ""}, {"a": "1", "b": "2"}, {"a": "x,\"\ny", "b": "z"},
            ]),
        ),
        (csv(json!({"CSVDelimiter": "PIPE"})), "a|b\n1|2", json!([{"a": "1", "b": "2"}])),
        (csv(json!({"CSVDelimiter": "SEMICOLON"})), "a;b\n1;2", json!([{"a": "1", "b": "2"}])),
        (csv(json!({"CSVDelimiter": "TAB"})), "a\tb\n1\t2", json!([{"a": "1", "b": "2"}])),
        (csv(json!({"CSVDelimiter": "SPACE"})), "a b\n1 2", json!([{"a": "1", "b": "2"}])),
        (csv(json!({"MaxItems": 1})), "a\n1\n2", json!([{"a": "1"}])),
        (
            json!({"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["x", "y"]}),
            "1,2",
            json!([{"x": "1", "y": "2"}]),
        ),
        (csv(json!({})), "", json!([])),
        (json!({"InputType": "JSON"}), "[1, {\"a\": null}]", json!([1, {"a": null}])),
        (json!({"InputType": "JSON", "ItemsPointer": "/a~1b/1"}), "{\"a/b\": [0, [7]]}", json!([7])),
        (
            json!({"InputType": "JSON", "ItemsPointer": "/a"}),
            "{\"a\": {\"k\": 1}}",
            json!([{"Key": "k", "Value": 1}]),
        ),
        (json!({"InputType": "JSONL"}), "1\n\n{\"a\": 2}\n", json!([1, {"a": 2}])),
    ];
    for (reader, body, expected) in cases {
        read(reader.clone(), "k", body.as_bytes()).assert_output(expected);
    }
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let csv = json!({"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"});
    let manifest = json!({"ManifestType": "S3_INVENTORY"});
    let athena = json!({"ManifestType": "ATHENA_DATA", "InputType": "JSONL"});
    let cases: [(Value, &[u8], &str); 12] = [
        (csv.clone(), b"a,a\n1,2", "CSV headers cannot contain duplicates."),
        (csv, b"a\n\xff", "s3://in/k is not UTF-8 from byte 2."),
        (json!({"InputType": "JSON"}), b"1", "Attempting to map over non-iterable node."),
        (json!({"InputType": "JSON"}), b"[1,", "s3://in/k: EOF while parsing a value at line 1 column 3"),
        (
            json!({"InputType": "JSON", "ItemsPointer": "/a"}),
            b"[1]",
            "s3://in/k has nothing at /a",
        ),
        (json!({"InputType": "JSONL"}), b"1\n{", "s3://in/k, line 2: EOF while parsing an object at line 1 column 1"),
        (manifest.clone(), b"[]", "s3://in/k is no manifest of an S3 inventory: it has no text `fileFormat`"),
        (
            manifest.clone(),
            br#"{"fileFormat": "ORC", "destinationBucket": "b", "fileSchema": "Key", "files": []}"#,
            "s3://in/k: files in the format ORC cannot be read here.",
        ),
        (
            manifest.clone(),
            br#"{"fileFormat": "CSV", "destinationBucket": "b", "fileSchema": "Key"}"#,
            "s3://in/k is no manifest of an S3 inventory: it has no `files`",
        ),
        (
            manifest,
            br#"{"fileFormat": "CSV", "destinationBucket": "b", "fileSchema": "Key", "files": [{"key": "x"}]}"#,
            "The object s3://b/x does not exist. Give it to the executor with `object`.",
        ),
        (athena.clone(), b"s3://in/k\nhttps://x", "s3://in/k, line 2: no S3 URI: https://x"),
        (athena, b"s3://in/none", "The object s3://in/none does not exist. Give it to the executor with `object`."),
    ];
    for (reader, body, cause) in cases {
        let execution = read(reader, "k", body);
        execution.assert_failed("States.ItemReaderFailed");
        assert_eq!(execution.cause(), Some(cause));
    }
}

#[test]
fn manifests_name_what_is_read() {
    let inventory = json!({
        "sourceBucket": "pictures", "destinationBucket": "arn:aws:s3:::lists", "fileFormat": "CSV",
        "fileSchema": "Bucket, Key, Size", "files": [{"key": "one.csv"}, {"key": "two.csv"}],
    });
    for reader in [json!({"ManifestType": "S3_INVENTORY"}), json!({"InputType": "MANIFEST", "MaxItems": 9})] {
        map(reader, json!({"ItemSelector": {"key.$": "$$.Map.Item.Value.Key"}}))
            .object("in", "manifest.json", inventory.to_string())
            .object("lists", "one.csv", "\"pictures\",\"a.png\",\"1\"\n\"pictures\",\"b.png\",\"2\"\n")
            .object("lists", "two.csv", "\"pictures\",\"c.png\",\"3\"\n")
            .run(json!({"key": "manifest.json"}))
            .unwrap()
            .assert_output(json!([{"key": "a.png"}, {"key": "b.png"}, {"key": "c.png"}]));
    }
    map(json!({"ManifestType": "ATHENA_DATA", "InputType": "JSONL"}), json!({}))
        .object("in", "manifest.csv", "s3://out/1\ns3://out/2\n")
        .object("out", "1", "1\n2\n")
        .object("out", "2", "3\n")
        .run(json!({"key": "manifest.csv"}))
        .unwrap()
        .assert_output(json!([1, 2, 3]));
}

#[cfg(feature = "compression")]
#[test]
fn names_tell_of_compression() {
    use std::io::Write;

    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(b"[1, 2]").unwrap();
    let zstd = ruzstd::encoding::compress_to_vec(&b"[1, 2]"[..], ruzstd::encoding::CompressionLevel::Fastest);
    for (key, body) in [("a.json.gz", gzip.finish().unwrap()), ("a.json.ZST", zstd)] {
        read(json!({"InputType": "JSON"}), key, &body).assert_output(json!([1, 2]));
        read(json!({"InputType": "JSON"}), key, &body[..body.len() / 2])
            .assert_failed("States.ItemReaderFailed");
        read(json!({"InputType": "JSON"}), key, b"[1, 2]").assert_failed("States.ItemReaderFailed");
    }
}

#[cfg(not(feature = "compression"))]
#[test]
fn what_needs_a_feature_says_which() {
    let execution = read(json!({"InputType": "JSON"}), "a.json.gz", b"");
    assert!(execution.cause().is_some_and(|it| it.contains("feature `compression`")), "{execution}");
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_read_by_row() {
    use std::sync::Arc;

    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    let schema = parse_message_type("message m { REQUIRED INT64 n; REQUIRED BYTE_ARRAY s (UTF8); }").unwrap();
    let mut body = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut body, Arc::new(schema), Default::default()).unwrap();
    let mut rows = writer.next_row_group().unwrap();
    let mut column = rows.next_column().unwrap().unwrap();
    column.typed::<Int64Type>().write_batch(&[1, 2], None, None).unwrap();
    column.close().unwrap();
    let mut column = rows.next_column().unwrap().unwrap();
    let texts: Vec<ByteArray> = ["a", "b"].map(ByteArray::from).to_vec();
    column.typed::<ByteArrayType>().write_batch(&texts, None, None).unwrap();
    column.close().unwrap();
    rows.close().unwrap();
    writer.close().unwrap();
    let reader = json!({"InputType": "PARQUET"});
    read(reader.clone(), "k", &body).assert_output(json!([{"n": 1, "s": "a"}, {"n": 2, "s": "b"}]));
    read(reader, "k", &body[..body.len() - 9]).assert_failed("States.ItemReaderFailed");
}

#[test]
fn an_object_is_mapped_by_its_fields() {
    let definition = |selector: Option<Value>| {
        let mut state = json!({
            "Type": "Map", "End": true,
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}},
            },
        });
        if let Some(it) = selector {
            state["ItemSelector"] = it;
        }
        Executor::new(&json!({"StartAt": "M", "States": {"M": state}}).to_string()).unwrap()
    };
    let input = json!({"b": 2, "a": 1});
    let pairs = json!([{"Key": "b", "Value": 2}, {"Key": "a", "Value": 1}]);
    definition(None).run(input.clone()).unwrap().assert_output(pairs);
    let selector = json!({"k.$": "$$.Map.Item.Key", "v.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index"});
    let selected = json!([{"k": "b", "v": 2, "i": 0}, {"k": "a", "v": 1, "i": 1}]);
    definition(Some(selector)).run(input).unwrap().assert_output(selected);
}

#[test]
fn children_are_executions_of_their_own() {
    let states = json!({
        "C": {"Type": "Choice", "Default": "P", "Choices": [
            {"Variable": "$", "NumericEquals": 2, "Next": "F"}, {"Variable": "$", "NumericEquals": 3, "Next": "W"}]},
        "P": {"Type": "Pass", "End": true},
        "F": {"Type": "Fail", "Error": "Bad", "Cause": "two"},
        "W": {"Type": "Wait", "Seconds": 60, "End": true},
    });
    let run = |tolerance: Value, items: Value| {
        let mut state = json!({
            "Type": "Map", "End": true, "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "C", "States": states,
            },
        });
        for (key, value) in tolerance.as_object().unwrap() {
            state[key] = value.clone();
        }
        let definition = json!({"StartAt": "M", "States": {"M": state}}).to_string();
        Executor::new(&definition).unwrap().run(items).unwrap()
    };
    let tolerated = run(json!({"ToleratedFailureCount": 1}), json!([1, 2, 4]));
    tolerated.assert_output(json!([1, 4]));
    let [map_run] = tolerated.map_runs() else { panic!("one Map Run") };
    assert_eq!((map_run.state.as_str(), map_run.executions.len()), ("M", 3));
    assert_eq!((map_run.count(Status::Succeeded), map_run.count(Status::Failed)), (2, 1));
    let failed = map_run.execution(1).unwrap();
    assert_eq!((failed.error.as_deref(), failed.cause.as_deref()), (Some("Bad"), Some("two")));
    assert_eq!(failed.input, json!(2));
    let kinds: Vec<&str> = failed.history.iter().map(|it| it.kind()).collect();
    assert_eq!(
        kinds,
        [
            "ExecutionStarted",
            "ChoiceStateEntered",
            "ChoiceStateExited",
            "FailStateEntered",
            "ExecutionFailed"
        ]
    );
    // The parent's history has none of it.
    assert_eq!(tolerated.visited(), ["M"]);
    let exceeded = run(json!({}), json!([3, 2, 1]));
    exceeded.assert_failed("States.ExceedToleratedFailureThreshold");
    let statuses: Vec<Status> = exceeded.map_runs()[0].executions.iter().map(|it| it.status).collect();
    assert_eq!(statuses[..2], [Status::Aborted, Status::Failed]);
    for (percentage, succeeds) in [(66, false), (67, true)] {
        let tolerance = json!({"ToleratedFailurePercentage": percentage});
        let execution = run(tolerance, json!([2, 1, 2]));
        assert_eq!(execution.status() == Status::Succeeded, succeeds, "{percentage}");
    }
}
