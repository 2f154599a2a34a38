//! Forms that few states need: what stands where no other form says the same.

use super::print;

/// `for null in …` would name an item.
#[test]
fn a_selector_that_is_a_word_is_raw() {
    let json = r##"{
    "StartAt": "Each",
    "States": {
        "Each": {
            "Type": "Map",
            "ItemSelector": null,
            "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}},
            "End": true
        }
    }
}"##;
    let expected = r##"machine Machine {
    state "Each" = {
        Type: "Map",
        ItemSelector: null,
        ItemProcessor: { StartAt: "A", States: { A: { Type: "Pass", End: true } } },
    };
}
"##;
    assert_eq!(print(json), expected);
}

/// The standard retrier is left out of one call.
#[test]
fn options_stand_behind_a_value() {
    let json = r##"{
    "StartAt": "A",
    "States": {
        "A": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:score",
            "ResultPath": "$.a",
            "Next": "B"
        },
        "B": {
            "Type": "Task",
            "InputPath": "$.b",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:score",
            "Retry": [
                {
                    "ErrorEquals": [
                        "Lambda.ClientExecutionTimeoutException",
                        "Lambda.ServiceException",
                        "Lambda.AWSLambdaException",
                        "Lambda.SdkClientException"
                    ],
                    "IntervalSeconds": 2,
                    "MaxAttempts": 6,
                    "BackoffRate": 2
                }
            ],
            "Next": "C"
        },
        "C": {
            "Type": "Task",
            "InputPath": "$.c",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:score",
            "End": true
        }
    }
}"##;
    let expected = r##"machine Machine {
    resource score: lambda::Function = "arn:aws:lambda:us-east-1:123456789012:function:score";

    "A": $.a = score($, retry_on_service_exceptions: false);
    "B": $ = score($.b);
    "C": score($.c, retry_on_service_exceptions: false)
}
"##;
    assert_eq!(print(json), expected);
}

/// What is read may come from the data as a whole, in JSONata.
#[test]
fn a_reader_is_given_an_expression() {
    let json = r##"{
    "QueryLanguage": "JSONata",
    "StartAt": "Each",
    "States": {
        "Each": {
            "Type": "Map",
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "JSON", "MaxItems": 5},
                "Arguments": "{% $states.input.file %}"
            },
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "A",
                "States": {"A": {"Type": "Pass", "End": true}}
            },
            "End": true
        }
    }
}"##;
    let expected = r##"#[query_language(JSONata)]
machine Machine {
    #[distributed(express)]
    "Each": for $ in s3::getObject($.file, input_type: JSON, max_items: 5) {
        "A": pass;
    }
}
"##;
    assert_eq!(print(json), expected);
}

/// Items beside a reader are an attribute in both languages.
#[test]
fn items_beside_a_reader() {
    let json = r##"{
    "QueryLanguage": "JSONata",
    "StartAt": "Each",
    "States": {
        "Each": {
            "Type": "Map",
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:listObjectsV2",
                "Arguments": {"Bucket": "b"}
            },
            "Items": "{% $states.input.xs %}",
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "A",
                "States": {"A": {"Type": "Pass", "End": true}}
            },
            "End": true
        }
    }
}"##;
    let expected = r##"#[query_language(JSONata)]
machine Machine {
    #[distributed(express)]
    #[items($.xs)]
    "Each": for $ in s3::listObjectsV2 { Bucket: "b" } {
        "A": pass;
    }
}
"##;
    assert_eq!(print(json), expected);
}

/// Without its mark the key would still carry one.
#[test]
fn a_key_that_is_marked_twice_is_raw() {
    let json = r##"{
    "StartAt": "A",
    "States": {"A": {"Type": "Pass", "Parameters": {"k.$.$": "$.c"}, "End": true}}
}"##;
    let expected = r##"machine Machine {
    state "A" = { Type: "Pass", Parameters: { "k.$.$": "$.c" } };
}
"##;
    assert_eq!(print(json), expected);
}
