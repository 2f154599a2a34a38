//! Documents with the fields of ASL: most choices make sense, some do not.

use std::fmt::Write;

use crate::Bytes;

const NAMES: &[&str] = &["A", "B", "C", "Ünï 🦀", "a \\\"q\\\" \\\\", "", "States", "D"];

const PATHS: &[&str] = &[
    "$",
    "$.a",
    "$.a.b",
    "$.a[0]",
    "$['a']['b c']",
    "$$",
    "$$.Execution.Id",
    "$$.Map.Item.Value",
    "$$.Task.Token",
    "$x",
    "$x.y",
    "$.a[*]",
    "$..a",
    "$.a[?(@.b == 'c')]",
    "$.a-b",
    "$.ü",
    "$.a[-1]",
    "$.a[1:]",
    "$['it''s']",
    "$.length()",
    "a",
    "",
    "$.",
    "$['a",
    "$.a b",
    "$.type.if",
    "$.a[0,1]",
    "$[0]",
];

const INTRINSICS: &[&str] = &[
    "States.UUID()",
    "States.Format('{} \\\\{\\\\} it\\\\'s', $.a)",
    "States.Array(1, 'two', null, true, $.a, $$.Execution.Id)",
    "States.MathAdd($.a, -1)",
    "States.StringToJson('{\\\"k\\\": 1}')",
    "States.JsonMerge($.a, $.b, false)",
    "States.ArrayGetItem(States.StringSplit($.a, ','), 0)",
    "States.Hash($.a, 'MD5')",
    "States.Nope($.a)",
    "States.Format()",
    "States.Format('{}{}', 1.50)",
    "States.ArrayRange(0, 9, 0)",
    "States.Base64Encode('é')",
];

const EXPRESSIONS: &[&str] = &[
    "{% $states.input.a %}",
    "{% $states.result %}",
    "{% $states.errorOutput.Error %}",
    "{% $states.context.Task.Token %}",
    "{% $x + 1 %}",
    "{%$x%}",
    "{% $merge([$states.input, {'a': $states.result}]) %}",
    "{% 'a' & \\\"b\\\" %}",
    "{% [1..3] %}",
    "{% function($v){ $v } %}",
    "{% $states.input.a[b > 1].c %}",
    "{% ( $y := 1; $y ) %}",
    "{% %}",
    "{% $ %}",
    "{% a %}",
    "{% $sum( %}",
    "{% $states.input ~> |$|{'a': 1}| %}",
    "{% /* c */ 1 %}",
    "{% $states.input.`a b` %}",
    "{%",
    "%}",
    "{% $not(true) %}",
    "{% $states.input.a = 1 and $exists($x) %}",
    "{% $string($x) %} ",
];

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "1.5",
    "1e3",
    "1.0",
    "-0",
    "99999999",
    "100000000",
    "9223372036854775808",
    "1e400",
    "1E-2",
    "31622400",
    "50",
    "101",
];

const RESOURCES: &[&str] = &[
    "arn:aws:lambda:us-east-1:123456789012:function:f",
    "arn:aws:states:::lambda:invoke",
    "arn:aws:states:::sqs:sendMessage",
    "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "arn:aws:states:::aws-sdk:s3:getObject",
    "arn:aws:states:::states:startExecution.sync:2",
    "arn:aws:states:us-east-1:123456789012:activity:a",
    "${F}",
    "arn:aws:states:::http:invoke",
    "arn:${AWS::Partition}:states:::dynamodb:putItem",
    "nope",
    "",
    "arn:aws-cn:states:::sns:publish",
    "arn:aws:states:::batch:submitJob.sync",
    "arn:aws:states:::ecs:runTask.sync",
];

const READERS: &[&str] = &[
    "{\"Resource\":\"arn:aws:states:::s3:getObject\",\"ReaderConfig\":{\"InputType\":\"JSON\"},\"Parameters\":{\"Bucket\":\"b\",\"Key.$\":\"$.k\"}}",
    "{\"Resource\":\"arn:aws:states:::s3:getObject\",\"ReaderConfig\":{\"InputType\":\"CSV\",\"CSVHeaderLocation\":\"GIVEN\",\"CSVHeaders\":[\"a\"],\"MaxItems\":5,\"CSVDelimiter\":\"PIPE\"},\"Parameters\":{\"Bucket\":\"b\",\"Key\":\"k\"}}",
    "{\"Resource\":\"arn:aws:states:::s3:listObjectsV2\",\"Parameters\":{\"Bucket\":\"b\",\"Prefix\":\"p\"}}",
    "{\"Resource\":\"arn:aws:states:::s3:listObjectsV2\",\"Arguments\":{\"Bucket\":\"{% $x %}\"},\"ReaderConfig\":{\"InputType\":\"PARQUET\",\"Transformation\":\"LOAD_AND_FLATTEN\"}}",
    "{\"Resource\":\"arn:aws:states:::s3:getObject\",\"ReaderConfig\":{\"InputType\":\"JSON\",\"ItemsPointer\":\"/a/b\",\"MaxItemsPath\":\"$.n\"},\"Parameters\":{\"Bucket\":\"b\",\"Key\":\"k\"}}",
    "{\"Resource\":\"arn:aws:states:::s3:getObject\",\"ReaderConfig\":{}}",
    "{}",
];

/// Fields of states and of the machine, each with what makes its value.
const FIELDS: &[(&str, Kind)] = &[
    ("Comment", Kind::Text),
    ("QueryLanguage", Kind::Word),
    ("InputPath", Kind::Path),
    ("OutputPath", Kind::Path),
    ("ResultPath", Kind::Path),
    ("Parameters", Kind::Template),
    ("ResultSelector", Kind::Template),
    ("Result", Kind::Template),
    ("Arguments", Kind::Template),
    ("Output", Kind::Template),
    ("Assign", Kind::Template),
    ("Retry", Kind::Retry),
    ("Catch", Kind::Catch),
    ("TimeoutSeconds", Kind::Number),
    ("HeartbeatSeconds", Kind::Number),
    ("TimeoutSecondsPath", Kind::Path),
    ("HeartbeatSecondsPath", Kind::Path),
    ("Credentials", Kind::Template),
    ("Seconds", Kind::Number),
    ("Timestamp", Kind::Text),
    ("SecondsPath", Kind::Path),
    ("TimestampPath", Kind::Path),
    ("Error", Kind::Text),
    ("Cause", Kind::Text),
    ("ErrorPath", Kind::Path),
    ("CausePath", Kind::Path),
    ("Items", Kind::Template),
    ("ItemsPath", Kind::Path),
    ("ItemSelector", Kind::Template),
    ("ItemReader", Kind::Reader),
    ("ItemBatcher", Kind::Template),
    ("ResultWriter", Kind::Template),
    ("Label", Kind::Text),
    ("MaxConcurrency", Kind::Number),
    ("MaxConcurrencyPath", Kind::Path),
    ("ToleratedFailureCount", Kind::Number),
    ("ToleratedFailurePercentage", Kind::Number),
    ("ToleratedFailurePercentagePath", Kind::Path),
    ("Default", Kind::Name),
    ("Next", Kind::Name),
    ("End", Kind::Word),
    ("Version", Kind::Text),
    ("Nope", Kind::Text),
];

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Word,
    Path,
    Number,
    Name,
    Template,
    Retry,
    Catch,
    Reader,
}

/// A definition, or what is close to one.
pub fn document(bytes: &mut Bytes<'_>) -> String {
    let mut text = String::new();
    scope(bytes, &mut text, 0, true);
    text
}

fn scope(bytes: &mut Bytes<'_>, text: &mut String, depth: usize, is_top: bool) {
    let count = 1 + bytes.below(4);
    text.push('{');
    if is_top && bytes.below(3) == 1 {
        text.push_str("\"QueryLanguage\":\"JSONata\",");
    }
    extra(bytes, text, depth, 2);
    let _ = write!(text, "\"StartAt\":\"{}\",\"States\":{{", NAMES[0]);
    for i in 0..count {
        let _ = write!(
            text,
            "{}\"{}{}\":",
            if i > 0 { "," } else { "" },
            NAMES[i],
            if depth > 0 { "1" } else { "" }
        );
        state(bytes, text, depth);
    }
    text.push_str("}}");
    if depth > 0 {
        // Names are unique in the machine.
        let from = text.rfind("\"StartAt\":\"A\"").unwrap_or(0);
        text.replace_range(
            from..from + "\"StartAt\":\"A\"".len().min(text.len() - from),
            "\"StartAt\":\"A1\"",
        );
    }
}

fn state(bytes: &mut Bytes<'_>, text: &mut String, depth: usize) {
    text.push('{');
    let kind = bytes.below(if depth > 2 { 6 } else { 8 });
    extra(bytes, text, depth, 5);
    let is_last = bytes.below(3) == 0;
    match kind {
        0 => text.push_str("\"Type\":\"Pass\","),
        1 => {
            let resource = bytes.pick(RESOURCES);
            let _ = write!(text, "\"Type\":\"Task\",\"Resource\":\"{resource}\",");
        }
        2 => {
            text.push_str("\"Type\":\"Choice\",\"Choices\":[");
            for i in 0..1 + bytes.below(3) {
                text.push_str(if i > 0 { ",{" } else { "{" });
                rule(bytes, text, 0);
                let _ = write!(text, ",\"Next\":\"{}\"}}", name(bytes, depth));
            }
            let _ = write!(text, "],\"Default\":\"{}\"}}", name(bytes, depth));
            return;
        }
        3 => {
            text.push_str("\"Type\":\"Wait\",");
            text.push_str(bytes.pick(&[
                "\"Seconds\":5,",
                "\"SecondsPath\":\"$.s\",",
                "\"Timestamp\":\"2030-01-01T00:00:00Z\",",
                "\"Timestamp\":\"{% $x %}\",",
                "\"TimestampPath\":\"$x.t\",",
                "",
            ]));
        }
        4 | 5 => {
            let _ = write!(text, "\"Type\":\"{}\"}}", if kind == 4 { "Succeed" } else { "Fail" });
            return;
        }
        6 => {
            text.push_str("\"Type\":\"Parallel\",\"Branches\":[");
            for i in 0..bytes.below(3) + 1 {
                text.push_str(if i > 0 { "," } else { "" });
                scope(bytes, text, depth + 1, false);
            }
            text.push_str("],");
        }
        _ => {
            let _ = write!(text, "\"Type\":\"Map\",\"{}\":", bytes.pick(&["ItemProcessor", "Iterator"]));
            let from = text.len();
            scope(bytes, text, depth + 1, false);
            let config = bytes.pick(&[
                "",
                "\"ProcessorConfig\":{\"Mode\":\"DISTRIBUTED\",\"ExecutionType\":\"EXPRESS\"},",
                "\"ProcessorConfig\":{\"Mode\":\"INLINE\"},",
                "\"ProcessorConfig\":{},",
            ]);
            text.insert_str(from + 1, config);
            text.push(',');
        }
    }
    if is_last {
        text.push_str("\"End\":true}");
    } else {
        let _ = write!(text, "\"Next\":\"{}\"}}", name(bytes, depth));
    }
}

fn name(bytes: &mut Bytes<'_>, depth: usize) -> String {
    format!("{}{}", bytes.pick(NAMES), if depth > 0 { "1" } else { "" })
}

/// Some fields, each with a comma behind it.
fn extra(bytes: &mut Bytes<'_>, text: &mut String, depth: usize, most: usize) {
    for _ in 0..bytes.below(most) {
        let (field, kind) = bytes.pick(FIELDS);
        let _ = write!(text, "\"{field}\":");
        match kind {
            Kind::Text => string(bytes, text),
            Kind::Word => {
                text.push_str(bytes.pick(&["\"JSONata\"", "\"JSONPath\"", "true", "false", "\"x\""]))
            }
            Kind::Path => path(bytes, text),
            Kind::Number => number(bytes, text),
            Kind::Name => {
                let _ = write!(text, "\"{}\"", name(bytes, depth));
            }
            Kind::Template => template(bytes, text, 0),
            Kind::Retry => {
                let errors =
                    bytes.pick(&["[\"States.ALL\"]", "[\"A\",\"States.Timeout\"]", "[]", "[\"é\\n\"]"]);
                let _ = write!(text, "[{{\"ErrorEquals\":{errors},\"IntervalSeconds\":");
                number(bytes, text);
                text.push_str(",\"BackoffRate\":");
                number(bytes, text);
                text.push_str(bytes.pick(&["}]", ",\"JitterStrategy\":\"FULL\"}]", ",\"Comment\":\"c\"}]"]));
            }
            Kind::Catch => {
                let _ = write!(text, "[{{\"ErrorEquals\":[\"A\"],\"Next\":\"{}\"", name(bytes, depth));
                match bytes.below(4) {
                    0 => {}
                    1 => {
                        text.push_str(",\"ResultPath\":");
                        path(bytes, text);
                    }
                    2 => {
                        text.push_str(",\"Assign\":");
                        template(bytes, text, 0);
                    }
                    _ => {
                        text.push_str(",\"Output\":");
                        template(bytes, text, 0);
                    }
                }
                text.push_str("}]");
            }
            Kind::Reader => text.push_str(bytes.pick(READERS)),
        }
        text.push(',');
    }
}

fn path(bytes: &mut Bytes<'_>, text: &mut String) {
    match bytes.below(8) {
        0 => text.push_str("null"),
        1 => {
            let _ = write!(text, "\"{}\"", bytes.pick(INTRINSICS));
        }
        _ => {
            let _ = write!(text, "\"{}\"", bytes.pick(PATHS));
        }
    }
}

fn number(bytes: &mut Bytes<'_>, text: &mut String) {
    match bytes.below(8) {
        0 => {
            let _ = write!(text, "\"{}\"", bytes.pick(EXPRESSIONS));
        }
        _ => text.push_str(bytes.pick(NUMBERS)),
    }
}

fn string(bytes: &mut Bytes<'_>, text: &mut String) {
    let plain = bytes.pick(&[
        "text",
        "",
        "é 🦀 \\u0000",
        "$.a",
        "${Name}",
        "{% $x %}",
        "a\\nb",
        "\\\"'\\\\",
        "//",
        "*/",
        "States.UUID()",
        "\\u2028",
        "{}",
        "2030-01-01T00:00:00+01:00",
        "1.0",
        "\\ud83d\\ude00",
        "\\ud800",
        "\\udb80\\udc00",
        " a ",
    ]);
    let _ = write!(text, "\"{plain}\"");
}

fn template(bytes: &mut Bytes<'_>, text: &mut String, depth: usize) {
    match bytes.below(if depth > 3 { 4 } else { 9 }) {
        0 => text.push_str(bytes.pick(&["null", "true", "false", "{}", "[]"])),
        1 => string(bytes, text),
        2 => text.push_str(bytes.pick(NUMBERS)),
        3 => {
            let _ = write!(text, "\"{}\"", bytes.pick(EXPRESSIONS));
        }
        4 => {
            text.push('[');
            for i in 0..bytes.below(3) {
                text.push_str(if i > 0 { "," } else { "" });
                template(bytes, text, depth + 1);
            }
            text.push(']');
        }
        _ => {
            text.push('{');
            for i in 0..1 + bytes.below(3) {
                text.push_str(if i > 0 { "," } else { "" });
                let key = bytes.pick(&[
                    "a",
                    "b",
                    "RoleArn",
                    "Bucket",
                    "Payload",
                    "FunctionName",
                    "MessageBody",
                    "QueueUrl",
                    "odd key",
                    "é",
                    "",
                    "if",
                    "r#a",
                    "x.y",
                    "S",
                    "N",
                    "MaxItemsPerBatch",
                    "BatchInput",
                    "Resource",
                    "WriterConfig",
                    "states",
                    "$",
                ]);
                if bytes.below(2) == 1 {
                    let _ = write!(text, "\"{key}.$\":");
                    path(bytes, text);
                } else {
                    let _ = write!(text, "\"{key}\":");
                    template(bytes, text, depth + 1);
                }
            }
            text.push('}');
        }
    }
}

fn rule(bytes: &mut Bytes<'_>, text: &mut String, depth: usize) {
    match bytes.below(if depth > 3 { 4 } else { 7 }) {
        0 => {
            let _ = write!(text, "\"Condition\":\"{}\"", bytes.pick(EXPRESSIONS));
        }
        1 | 2 => {
            let operator = bytes.pick(&[
                "\"StringEquals\":\"a\"",
                "\"NumericEquals\":1.0",
                "\"IsPresent\":true",
                "\"IsNull\":false",
                "\"StringMatches\":\"a*\\\\\\\\*\"",
                "\"TimestampLessThan\":\"2030-01-01T00:00:00Z\"",
                "\"BooleanEquals\":true",
                "\"NumericLessThanPath\":\"$.n\"",
                "\"StringEqualsPath\":\"$$.Execution.Name\"",
                "\"NumericGreaterThanEquals\":5",
                "\"StringEquals\":5",
                "\"BooleanEqualsPath\":\"$x\"",
                "\"StringEquals\":\"{% $x %}\"",
            ]);
            text.push_str("\"Variable\":");
            path(bytes, text);
            let _ = write!(text, ",{operator}");
        }
        3 => text.push_str("\"Condition\":true"),
        4 => {
            text.push_str("\"Not\":{");
            rule(bytes, text, depth + 1);
            text.push('}');
        }
        _ => {
            let _ = write!(text, "\"{}\":[", bytes.pick(&["And", "Or"]));
            for i in 0..1 + bytes.below(3) {
                text.push_str(if i > 0 { ",{" } else { "{" });
                rule(bytes, text, depth + 1);
                text.push('}');
            }
            text.push(']');
        }
    }
    if bytes.below(8) == 1 {
        text.push_str(",\"Comment\":");
        string(bytes, text);
    }
}
