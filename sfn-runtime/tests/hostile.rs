//! Whatever is wrong with a definition, an input, a mock or a file: a clear error or a failed execution, never a panic.
//!
//! Seeded: a failure prints the number of its round, which alone reproduces it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use serde_json::{Map, Value, json};
use sfn_runtime::WorkflowType;
use sfn_runtime::exec::{Call, Definition, Executor, Jsonata, JsonataError, Reply, TestState};
use sfn_runtime::fakes;

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    fn value(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 6 } else { 8 }) {
            0 => Value::Null,
            1 => Value::Bool(self.below(2) == 0),
            2 => json!(*self.pick(&[0, 1, -1, 2, 7, i64::MAX, i64::MIN])),
            3 => json!(*self.pick(&[0.5, -0.0, 1e308, -1e-300, 1.5, 9_007_199_254_740_993.0])),
            4 | 5 => json!(*self.pick(TEXTS)),
            6 => (0..self.below(4)).map(|_| self.value(depth - 1)).collect(),
            _ => {
                let fields =
                    (0..self.below(4)).map(|_| ((*self.pick(KEYS)).to_owned(), self.value(depth - 1)));
                Value::Object(fields.collect::<Map<_, _>>())
            }
        }
    }
}

const TEXTS: &[&str] = &[
    "",
    "a",
    "é𝄞\u{0}",
    "$",
    "$.a",
    "$.a[0]",
    "$$.Execution.Id",
    "$v",
    "$..a",
    "$[?(@.a > 1)]",
    "$.a[-1:]",
    "$.a.length()",
    "{% $states.input %}",
    "{% $states.result.a %}",
    "{% $v + 1 %}",
    "{% $map([1..3], function($x) { $x * 2 }) %}",
    "{% {} %}",
    "{% $states.input.a ~> $sum %}",
    "{% $parse($states.input) %}",
    "{% $partition([1..9], 0) %}",
    "{% $range(1, 2, 0) %}",
    "States.Format('{}', $.a)",
    "States.ArrayRange(0, 9, 3)",
    "States.ArrayPartition($.a, 2)",
    "States.MathAdd($.a, 1)",
    "States.StringToJson($.a)",
    "States.Base64Decode($.a)",
    "2024-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "States.ALL",
    "E",
    "A",
    "B",
    "JSONata",
    "JSONPath",
    "DISTRIBUTED",
    "INLINE",
    "CSV",
    "JSONL",
    "MANIFEST",
    "lambda",
    "arn:aws:states:::lambda:invoke",
    "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "arn:aws:states:::s3:getObject",
    "arn:aws:lambda:us-east-1:123456789012:function:f",
    "arn:aws:states:us-east-1:123456789012:activity:a",
];

const KEYS: &[&str] = &[
    "a",
    "b",
    "a.$",
    "v.$",
    "Type",
    "Next",
    "End",
    "InputPath",
    "OutputPath",
    "ResultPath",
    "Parameters",
    "ResultSelector",
    "Assign",
    "Output",
    "Arguments",
    "Items",
    "ItemsPath",
    "ItemSelector",
    "MaxConcurrency",
    "TimeoutSeconds",
    "Retry",
    "Catch",
    "HeartbeatSeconds",
    "Seconds",
    "SecondsPath",
    "Timestamp",
    "Error",
    "Cause",
    "Variable",
    "NumericEquals",
    "Condition",
    "QueryLanguage",
    "Default",
    "ToleratedFailurePercentage",
    "Bucket",
    "Key",
    "Payload",
    "MaxItems",
    "Result",
    "Key",
    "files",
];

/// Definitions that have everything at least once.
fn seeds() -> Vec<Value> {
    let read = |config: Value, key: &str| {
        json!({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": config,
                "Parameters": {"Bucket": "b", "Key": key}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}})
    };
    let inner = |name: &str| json!({"StartAt": name, "States": {name: {"Type": "Pass", "End": true}}});
    let distributed = json!({
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "I", "States": {
            "I": {"Type": "Choice", "Choices": [{"Variable": "$", "IsString": true, "Next": "F"}], "Default": "S"},
            "F": {"Type": "Fail", "Error": "E"}, "S": {"Type": "Succeed"}},
    });
    vec![
        json!({"StartAt": "A", "States": {
            "A": {"Type": "Pass", "Parameters": {"a.$": "$.a", "f.$": "States.Format('{}-{}', $.a, $$.Execution.Name)"},
                "ResultPath": "$.b", "Assign": {"v.$": "$.a"}, "Next": "B"},
            "B": {"Type": "Choice", "Choices": [
                {"And": [{"Variable": "$.a", "IsNumeric": true}, {"Not": {"Variable": "$.a", "NumericLessThanPath": "$.b.a"}}],
                    "Next": "W"},
                {"Variable": "$.a", "StringMatches": "*x\\\\*", "Next": "T"},
                {"Variable": "$.a", "TimestampGreaterThan": "2024-01-01T00:00:00Z", "Next": "A"}], "Default": "T"},
            "W": {"Type": "Wait", "SecondsPath": "$.a", "Next": "T"},
            "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 9,
                "Parameters": {"FunctionName": "f", "Payload.$": "$"}, "ResultSelector": {"p.$": "$.Payload"},
                "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": 2, "BackoffRate": 1.5, "MaxDelaySeconds": 3, "JitterStrategy": "FULL"}],
                "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.e", "Next": "F"}], "OutputPath": "$.p", "End": true},
            "F": {"Type": "Fail", "ErrorPath": "$.e.Error", "CausePath": "States.JsonToString($.e)"}}}),
        json!({"QueryLanguage": "JSONata", "StartAt": "A", "TimeoutSeconds": 600, "States": {
            "A": {"Type": "Pass", "Assign": {"v": "{% $states.input.a %}"}, "Output": {"x": ["{% $v ? $v : 1 %}"]}, "Next": "M"},
            "M": {"Type": "Map", "Items": "{% [1, 2, $states.input.x] %}", "MaxConcurrency": "{% 1 + 1 %}",
                "ItemSelector": {"i": "{% $states.context.Map.Item.Index %}"}, "ItemProcessor": inner("I"), "Next": "P"},
            "P": {"Type": "Parallel", "Branches": [inner("J"), inner("K")], "Arguments": "{% $states.input %}",
                "Catch": [{"ErrorEquals": ["States.ALL"], "Output": "{% $states.errorOutput %}", "Next": "W"}], "Next": "C"},
            "C": {"Type": "Choice", "Choices": [{"Condition": "{% $count($states.input) > 1 %}", "Next": "W"}], "Default": "T"},
            "W": {"Type": "Wait", "Timestamp": "{% $now() %}", "Next": "T"},
            "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "HeartbeatSeconds": 5,
                "Arguments": {"QueueUrl": "q", "MessageBody": "{% $states.context.Task.Token %}"}, "End": true}}}),
        json!({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": distributed.clone(),
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"},
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "MaxItems": 5}},
            "ItemSelector": {"v.$": "$$.Map.Item.Value"}, "ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"a": 1}},
            "ToleratedFailureCount": 1, "ToleratedFailurePercentage": 50, "Label": "L",
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "o", "Prefix": "p"},
                "WriterConfig": {"OutputType": "JSONL", "Transformation": "FLATTEN"}}}}}),
        json!({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": distributed,
            "ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "b", "Prefix": "k"},
                "ReaderConfig": {"InputType": "JSON", "Transformation": "LOAD_AND_FLATTEN"}}}}}),
        read(json!({"InputType": "JSONL"}), "k"),
        read(json!({"InputType": "JSON", "ItemsPointer": "/a/0"}), "k.gz"),
        read(json!({"InputType": "MANIFEST"}), "k"),
        read(
            json!({"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["x", "y"], "CSVDelimiter": "TAB"}),
            "k.zst",
        ),
    ]
}

/// Every node of `value`, by number.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum::<usize>(),
        _ => 0,
    }
}

fn node(value: &mut Value, n: usize) -> &mut Value {
    if n == 0 {
        return value;
    }
    let mut n = n - 1;
    let children: Vec<&mut Value> = match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(fields) => fields.values_mut().collect(),
        _ => unreachable!("there are more nodes"),
    };
    for child in children {
        let size = count(child);
        if n < size {
            return node(child, n);
        }
        n -= size;
    }
    unreachable!("there are more nodes")
}

fn mutate(dice: &mut Dice, value: &mut Value) {
    for _ in 0..=dice.below(3) {
        let n = dice.below(count(value));
        let at = node(value, n);
        match (dice.below(5), at) {
            (0, Value::Object(fields)) if !fields.is_empty() => {
                let key = dice.pick(&fields.keys().cloned().collect::<Vec<_>>()).clone();
                fields.remove(&key);
            }
            (1, Value::Object(fields)) => {
                fields.insert((*dice.pick(KEYS)).to_owned(), dice.value(2));
            }
            (2, Value::Object(fields)) if !fields.is_empty() => {
                let key = dice.pick(&fields.keys().cloned().collect::<Vec<_>>()).clone();
                let held = fields.remove(&key).unwrap_or_default();
                fields.insert((*dice.pick(KEYS)).to_owned(), held);
            }
            (3, Value::Array(items)) if !items.is_empty() => {
                let i = dice.below(items.len());
                items.remove(i);
            }
            (_, at) => *at = dice.value(2),
        }
    }
}

/// Flips, cuts and doubles bytes.
fn scramble(dice: &mut Dice, bytes: &mut Vec<u8>) {
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        match dice.below(5) {
            0 => bytes.truncate(at),
            1 if !bytes.is_empty() => bytes[at] = dice.next() as u8,
            2 => bytes.insert(at, *dice.pick(b"\"\\,{}[]:\n\r|0-eE.\xff\x00")),
            3 => {
                let piece = bytes[at..].iter().take(9).copied().collect::<Vec<u8>>();
                bytes.splice(at..at, piece);
            }
            _ if !bytes.is_empty() => _ = bytes.remove(at),
            _ => {}
        }
    }
}

fn reply(dice: &mut Dice) -> Reply {
    let reply = match dice.below(6) {
        0 => Reply::error(*dice.pick(TEXTS), *dice.pick(TEXTS)),
        1 => Reply::unanswered(),
        2 => Reply::failure(None, None),
        3 => Reply::ok(json!({"Payload": dice.value(2), "StatusCode": 200})),
        _ => Reply::ok(dice.value(2)),
    };
    match dice.below(4) {
        0 => reply.after(Duration::from_secs(dice.below(20) as u64)),
        1 => reply.after(Duration::MAX),
        2 => reply.submitted(dice.value(1)).heartbeat_every(Duration::from_secs(dice.below(9) as u64)),
        _ => reply,
    }
}

const BODIES: &[&[u8]] = &[
    b"a,b\n1,2\n\"x,\"\"y\",z\n",
    b"[1, {\"a\": [2, null]}, \"x\"]",
    b"{\"a\": 1}\n[2]\n\"x\"\n",
    br#"{"fileFormat": "CSV", "destinationBucket": "arn:aws:s3:::b", "fileSchema": "Bucket, Key", "files": [{"key": "k2"}]}"#,
    b"s3://b/k2\n\"s3://b/k\"\n",
];

fn file(dice: &mut Dice) -> Vec<u8> {
    let mut body = dice.pick(BODIES).to_vec();
    if dice.below(2) == 0 {
        scramble(dice, &mut body);
    }
    body
}

/// Runs a definition, if it is one. Returns whether it was.
fn run(text: &str, dice: &mut Dice) -> bool {
    let kind = *dice.pick(&[WorkflowType::Standard, WorkflowType::Express]);
    let definition = match Definition::parse_as(text, kind) {
        Ok(it) => it,
        Err(error) => {
            assert!(!error.problems.is_empty(), "refused without a reason: {text}");
            for it in &error.problems {
                assert!(!it.message.is_empty() && it.line > 0 && it.column > 0, "{error}: {text}");
            }
            return false;
        }
    };
    let mut answers = Dice(dice.next());
    let mut executor = Executor::with(definition)
        .most_transitions(2_000)
        .object("b", "k", file(dice))
        .object("b", "k2", file(dice))
        .object("b", "k.gz", file(dice))
        .object("b", "k.zst", file(dice))
        .mock_all(move |_: &Call| reply(&mut answers));
    match executor.run(dice.value(3)) {
        Ok(execution) => {
            // What the failure says is not empty, and the history can be shown.
            let _ = execution.to_string();
            assert!(execution.history().iter().all(|it| it.to_json().is_object()));
            match executor.redrive(&execution) {
                Ok(again) => assert!(again.event_count() > execution.event_count(), "{text}"),
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    true
}

/// One round after the other; a panic tells which. `SFN_ROUNDS` makes them so many times as many.
fn rounds(count: u64, seed: u64, mut round: impl FnMut(&mut Dice)) {
    let times = std::env::var("SFN_ROUNDS").ok().and_then(|it| it.parse().ok()).unwrap_or(1);
    for n in 0..count * times {
        let mut dice = Dice(seed.wrapping_mul(0x1_0000_0001) ^ n << 20);
        let result = catch_unwind(AssertUnwindSafe(|| round(&mut dice)));
        assert!(result.is_ok(), "in round {n} of seed {seed}");
    }
}

#[test]
fn definitions_inputs_mocks_and_files() {
    let seeds = seeds();
    for seed in &seeds {
        assert!(Definition::parse(&seed.to_string()).is_ok(), "{:?}", Definition::parse(&seed.to_string()));
    }
    let mut ran = 0;
    rounds(4_000, 1, |dice| {
        let mut definition = dice.pick(&seeds).clone();
        if dice.below(3) > 0 {
            mutate(dice, &mut definition);
        }
        ran += u32::from(run(&definition.to_string(), dice));
    });
    assert!(ran > 500, "only {ran} definitions were run");
}

#[test]
fn bytes() {
    let seeds = seeds();
    rounds(2_000, 2, |dice| {
        let mut bytes = dice.pick(&seeds).to_string().into_bytes();
        scramble(dice, &mut bytes);
        run(&String::from_utf8_lossy(&bytes), dice);
    });
}

#[test]
fn requests_to_fakes() {
    let requests = [
        ("dynamodb:putItem", json!({"TableName": "t", "Item": {"id": {"S": "x"}, "n": {"N": "1"}}})),
        (
            "dynamodb:getItem",
            json!({"TableName": "t", "Key": {"id": {"S": "x"}}, "ProjectionExpression": "n, a.b[0]"}),
        ),
        (
            "aws-sdk:dynamodb:deleteItem",
            json!({"TableName": "t", "Key": {"id": {"S": "x"}}, "ReturnValues": "ALL_OLD"}),
        ),
        (
            "dynamodb:updateItem",
            json!({"TableName": "t", "Key": {"id": {"S": "x"}}, "ReturnValues": "UPDATED_NEW",
            "UpdateExpression": "SET n = if_not_exists(n, :v) + :v, l[0] = :v REMOVE b ADD c :v DELETE d :s",
            "ConditionExpression": "attribute_not_exists(z) OR n BETWEEN :v AND :v",
            "ExpressionAttributeValues": {":v": {"N": "1"}, ":s": {"SS": ["a"]}}}),
        ),
        ("sqs:sendMessage", json!({"QueueUrl": "q", "MessageBody": {"a": 1}})),
        (
            "aws-sdk:sqs:sendMessageBatch",
            json!({"QueueUrl": "q.fifo", "Entries": [{"Id": "1", "MessageBody": "a"}]}),
        ),
        ("sns:publish", json!({"TopicArn": "t", "Message": "m"})),
        ("events:putEvents", json!({"Entries": [{"Source": "s", "DetailType": "d", "Detail": {}}]})),
        ("aws-sdk:s3:putObject", json!({"Bucket": "b", "Key": "k", "Body": "x"})),
        ("aws-sdk:s3:copyObject", json!({"Bucket": "b", "Key": "k", "CopySource": "/b/k"})),
        ("aws-sdk:s3:listObjectsV2", json!({"Bucket": "b", "Prefix": "k", "MaxKeys": 1})),
        ("states:startExecution.sync:2", json!({"StateMachineArn": "m", "Input": "{}"})),
    ];
    let table = fakes::DynamoDb::new().table("t", &["id"]);
    let (sqs, sns, events) = (fakes::Sqs::new(), fakes::Sns::new(), fakes::EventBridge::new());
    let (s3, nested) = (fakes::S3::new(), fakes::Nested::new());
    rounds(3_000, 5, |dice| {
        let (resource, mut parameters) = dice.pick(&requests).clone();
        for _ in 0..dice.below(3) {
            mutate(dice, &mut parameters);
        }
        // What is wrong is not seen before it is asked.
        let state = json!({"Type": "Task", "Resource": format!("arn:aws:states:::{resource}"), "End": true,
            "QueryLanguage": "JSONata", "Arguments": "{% $states.input %}"});
        let definition = json!({"StartAt": "T", "States": {"T": state}}).to_string();
        let executor = Executor::new(&definition).unwrap_or_else(|it| panic!("{it}"));
        let executor = executor
            .mock_resource("dynamodb", table.clone())
            .mock_resource("aws-sdk:dynamodb", table.clone())
            .mock_resource("sqs", sqs.clone())
            .mock_resource("aws-sdk:sqs", sqs.clone())
            .mock_resource("sns", sns.clone())
            .mock_resource("events", events.clone())
            .mock_resource("aws-sdk:s3", s3.clone());
        match executor.mock_resource("states", nested.clone()).run(parameters) {
            Ok(execution) => assert!(!execution.to_string().is_empty()),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    });
    assert!(!table.items("t").is_empty() && !sqs.messages("q").is_empty());
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_files() {
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    let schema = parse_message_type("message m { REQUIRED INT64 n; REQUIRED BYTE_ARRAY s (UTF8); }").unwrap();
    let mut body = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut body, schema.into(), Default::default()).unwrap();
    let mut rows = writer.next_row_group().unwrap();
    let mut column = rows.next_column().unwrap().unwrap();
    column.typed::<Int64Type>().write_batch(&[1, 2, 3], None, None).unwrap();
    column.close().unwrap();
    let mut column = rows.next_column().unwrap().unwrap();
    let texts: Vec<ByteArray> = ["a", "bc", ""].map(ByteArray::from).to_vec();
    column.typed::<ByteArrayType>().write_batch(&texts, None, None).unwrap();
    column.close().unwrap();
    rows.close().unwrap();
    writer.close().unwrap();
    let definition = json!({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "PARQUET"},
            "Parameters": {"Bucket": "b", "Key": "k"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
            "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}});
    let definition = Definition::parse(&definition.to_string()).unwrap();
    rounds(1_000, 6, |dice| {
        let mut file = body.clone();
        scramble(dice, &mut file);
        let execution = Executor::with(definition.clone()).object("b", "k", file).run(json!({})).unwrap();
        assert!(
            execution.output().is_some() || execution.error() == Some("States.ItemReaderFailed"),
            "{execution}"
        );
    });
}

#[test]
fn requests_to_test_a_state() {
    let seeds = seeds();
    rounds(2_000, 3, |dice| {
        let mut machine = dice.pick(&seeds).clone();
        let states: Vec<String> =
            machine["States"].as_object().into_iter().flatten().map(|it| it.0.clone()).collect();
        let name = dice.pick(&states).clone();
        if dice.below(2) == 0 {
            mutate(dice, &mut machine);
        }
        let mut test = match dice.below(2) {
            0 => TestState::new(machine["States"][&name].to_string()),
            _ => TestState::new(machine.to_string()).state(name),
        };
        test = test.input(dice.value(3)).variables(dice.value(2));
        if dice.below(2) == 0 {
            test = test.mock_result(dice.value(3));
        }
        if dice.below(4) == 0 {
            test = test.context(dice.value(2));
        }
        if let Err(error) = test.run() {
            assert!(!error.to_string().is_empty());
        }
    });
}

#[test]
fn expressions() {
    const PIECES: &[&str] = &[
        "$",
        "$$",
        "$x",
        "a",
        "`b c`",
        "'s'",
        "1",
        "-2.5",
        "1e400",
        "null",
        "true",
        ".",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        ":",
        ",",
        "?",
        " + ",
        " - ",
        " * ",
        " / ",
        " % ",
        " & ",
        " = ",
        " < ",
        " in ",
        " and ",
        " ~> ",
        ":=",
        ";",
        "..",
        "^(",
        "@$i",
        "#$i",
        "|",
        "function($x) { ",
        "$sum(",
        "$map(",
        "$string(",
        "$match(",
        "$replace(",
        "$range(",
        "$partition(",
        "$hash(",
        "$parse(",
        "$toMillis(",
        "$fromMillis(",
        "$formatNumber(",
        "$split(",
        "/a(b)?/",
        "**",
        "*",
        "%",
        "/* c */",
        "\"\\u00e9\"",
        "'[Y]-[M]'",
    ];
    let mut evaluated = 0;
    rounds(20_000, 4, |dice| {
        let mut text: String = (0..1 + dice.below(9)).map(|_| *dice.pick(PIECES)).collect();
        // What is open is closed, mostly: otherwise few would be read.
        let mut open = Vec::new();
        for c in text.chars() {
            match c {
                '(' => open.push(')'),
                '[' => open.push(']'),
                '{' => open.push('}'),
                ')' | ']' | '}' => _ = open.pop(),
                _ => {}
            }
        }
        if dice.below(8) > 0 {
            text.extend(open.iter().rev());
        }
        match Jsonata::parse(&text) {
            Ok(it) => {
                evaluated += 1;
                let found = it.over(dice.value(3)).variable("x", dice.value(2)).evaluate();
                assert!(
                    !matches!(found, Err(JsonataError::Failed { message }) if message.is_empty()),
                    "{text}"
                );
            }
            Err(JsonataError::Refused { message, range }) => {
                assert!(!message.is_empty() && range.end <= text.len(), "{text}");
            }
            Err(other) => panic!("{other}"),
        }
    });
    assert!(evaluated > 1_000, "only {evaluated} were evaluated");
}

#[test]
fn a_refusal_says_how_to_mend_it_in_the_order_of_the_text() {
    let text = r#"{
        "StartAt": "Py",
        "States": {
            "Pay": { "Type": "Wait", "Secnods": 3, "Next": "End" },
            "End": { "Type": "Succeed", "End": true }
        }
    }"#;
    let error = Definition::parse(text).expect_err("refused");
    assert_eq!(
        error.to_string(),
        "the definition is refused\n\
         ASL2001 at /StartAt (line 2): no state named `Py` in the machine: refused by the service\n  \
           help: did you mean `Pay`?\n\
         ASL1005 at /States/Pay/Secnods (line 4): a Wait state has no field `Secnods`: refused by the service\n  \
           help: did you mean `Seconds`?\n\
         ASL2011 at /States/End/End (line 5): a Succeed state takes no `End`: refused by the service\n  \
           help: it ends its scope by itself: remove the field"
    );
}
