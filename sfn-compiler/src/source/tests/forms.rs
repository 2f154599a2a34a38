//! Bodies, declarations and the forms of single states.

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

/// Such characters stand for constants while a machine is compiled.
#[test]
fn characters_for_private_use_are_kept() {
    let json = "{\"Comment\": \"\u{f0000}\", \"StartAt\": \"\u{f0001}\", \"States\": {
        \"\u{f0001}\": {\"Type\": \"Fail\", \"Error\": \"\u{f0001}\u{fffff}\", \"Cause\": \"\u{f0000}\"}}}";
    let expected = r##"#[doc = " \u{f0000}"]
machine Machine {
    "\u{f0001}": fail "\u{f0001}\u{fffff}", "\u{f0000}";
}
"##;
    assert_eq!(print(json), expected);
}

/// What a substitution begins or ends may be an expression once it is deployed.
#[test]
fn text_that_ends_as_an_expression_is_text() {
    let json = r##"{
    "QueryLanguage": "JSONata",
    "StartAt": "A",
    "States": {"A": {"Type": "Pass", "Output": {"a": "${% states.input %}", "b": "{% ${body}"}, "End": true}}
}"##;
    let expected = r##"#[query_language(JSONata)]
machine Machine {
    "A": $ = { a: "${% states.input %}", b: "{% ${body}" };
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

/// Each has its own end.
#[test]
fn bodies_in_bodies() {
    let json = r##"{
    "StartAt": "Each",
    "States": {
        "Each": {
            "Type": "Map",
            "ItemsPath": "$.orders",
            "ItemSelector": {"order.$": "$$.Map.Item.Value"},
            "MaxConcurrency": 5,
            "ItemProcessor": {
                "Comment": "One order",
                "StartAt": "Check",
                "States": {
                    "Check": {
                        "Type": "Choice",
                        "Choices": [{"Variable": "$.order.id", "IsPresent": true, "Next": "Ok"}],
                        "Default": "Bad"
                    },
                    "Ok": {"Type": "Pass", "End": true},
                    "Bad": {"Type": "Pass", "End": true}
                }
            },
            "ResultPath": "$.results",
            "Next": "Both"
        },
        "Both": {
            "Type": "Parallel",
            "Branches": [
                {
                    "StartAt": "L",
                    "States": {
                        "L": {
                            "Type": "Task",
                            "Resource": "arn:aws:states:::sqs:sendMessage",
                            "Parameters": {"QueueUrl": "l"},
                            "ResultPath": "$",
                            "End": true
                        }
                    }
                },
                {"Comment": "Right", "StartAt": "R", "States": {"R": {"Type": "Pass", "End": true}}}
            ],
            "ResultPath": null,
            "End": true
        }
    }
}"##;
    let expected = r##"machine Machine {
    #[max_concurrency(5)]
    "Each": $.results = for { order: $$.Map.Item.Value } in $.orders {
        //! One order
        "Check": if IsPresent($.order.id) {
            "Ok": pass;
        } else {
            "Bad": pass;
        }
    };

    "Both": parallel {
        {
            "L": sqs::sendMessage { QueueUrl: "l" }
        }
        /// Right
        {
            "R": pass;
        }
    };
}
"##;
    assert_eq!(print(json), expected);
}

/// Its attributes stand before it.
#[test]
fn a_map_at_scale() {
    let json = r##"{
    "StartAt": "Rows",
    "States": {
        "Rows": {
            "Type": "Map",
            "Label": "Rows",
            "MaxConcurrency": 1000,
            "ToleratedFailurePercentage": 5,
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
                "Parameters": {"Bucket.$": "$.bucket", "Key": "rows.csv"}
            },
            "ItemBatcher": {"MaxItemsPerBatch": 100, "BatchInput": {"run.$": "$$.Execution.Name"}},
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "Row",
                "States": {"Row": {"Type": "Pass", "End": true}}
            },
            "ResultWriter": {
                "Resource": "arn:aws:states:::s3:putObject",
                "Parameters": {"Bucket": "results", "Prefix": "out"}
            },
            "End": true
        }
    }
}"##;
    let expected = r##"machine Machine {
    #[distributed(
        express,
        label = "Rows",
        max_concurrency = 1000,
        tolerated_failure_percentage = 5,
    )]
    #[batch(max_items = 100, input = { run: $$.Execution.Name })]
    #[result_writer(s3::putObject { Bucket: "results", Prefix: "out" })]
    "Rows": for $ in s3::getObject {
        Bucket: $.bucket,
        Key: "rows.csv",
        input_type: CSV,
        csv_headers: first_row,
    } {
        "Row": pass;
    }
}
"##;
    assert_eq!(print(json), expected);
}

/// The flow still says what comes next.
#[test]
fn a_state_without_a_form_is_raw() {
    let json = r##"{
    "StartAt": "Odd",
    "States": {
        "Odd": {"Type": "Pass", "ResultPath": null, "Next": "Even"},
        "Even": {"Type": "Pass", "End": true}
    }
}"##;
    let expected = r##"machine Machine {
    state "Odd" = { Type: "Pass", ResultPath: null };
    "Even": pass;
}
"##;
    assert_eq!(print(json), expected);
}

/// What is called by its ARN, and what is said three times.
#[test]
fn functions_and_retriers_are_declared() {
    let json = r##"{
    "StartAt": "A",
    "States": {
        "A": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Charge-Card",
            "Retry": [
                {
                    "ErrorEquals": ["Lambda.TooManyRequestsException", "Lambda.ServiceException"],
                    "IntervalSeconds": 2,
                    "MaxAttempts": 6,
                    "BackoffRate": 1.5
                }
            ],
            "Next": "B"
        },
        "B": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Charge-Card",
            "Retry": [
                {
                    "ErrorEquals": ["Lambda.TooManyRequestsException", "Lambda.ServiceException"],
                    "IntervalSeconds": 2,
                    "MaxAttempts": 6,
                    "BackoffRate": 1.5
                }
            ],
            "Next": "C"
        },
        "C": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Charge-Card",
            "Retry": [
                {
                    "ErrorEquals": ["Lambda.TooManyRequestsException", "Lambda.ServiceException"],
                    "IntervalSeconds": 2,
                    "MaxAttempts": 6,
                    "BackoffRate": 1.5
                }
            ],
            "End": true
        }
    }
}"##;
    let expected = r##"#[retry_on_service_exceptions(false)]
machine Machine {
    resource charge_card: lambda::Function = "arn:aws:lambda:us-east-1:123456789012:function:Charge-Card";
    retry policy lambda_faults = retry(
        "Lambda.TooManyRequestsException",
        "Lambda.ServiceException",
        interval = 2s,
        max_attempts = 6,
        backoff = 1.5,
    );

    #[retry(lambda_faults)]
    "A": $ = charge_card($);

    #[retry(lambda_faults)]
    "B": $ = charge_card($);

    #[retry(lambda_faults)]
    "C": charge_card($)
}
"##;
    assert_eq!(print(json), expected);
}

/// Expressions of operators are the language's own.
#[test]
fn jsonata() {
    let json = r##"{
    "QueryLanguage": "JSONata",
    "StartAt": "Init",
    "States": {
        "Init": {
            "Type": "Pass",
            "Assign": {"n": "{% 0 %}", "who": "{% $states.input.name %}"},
            "Next": "Get"
        },
        "Get": {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:glue:getCrawler",
            "Arguments": {"Name": "{% 'crawl-' & $who %}"},
            "Assign": {"run": "{% $states.result.Crawler %}"},
            "Output": "{% $states.input %}",
            "Next": "Ready?"
        },
        "Ready?": {
            "Type": "Choice",
            "Choices": [
                {"Condition": "{% $run.State = 'READY' %}", "Next": "Done"},
                {
                    "Condition": "{% $n > 10 or $exists($run.LastCrawl.ErrorMessage) %}",
                    "Next": "Failed"
                }
            ],
            "Default": "Pause"
        },
        "Pause": {"Type": "Wait", "Seconds": "{% $n * 5 %}", "Assign": {"n": "{% $n + 1 %}"}, "Next": "Get"},
        "Done": {
            "Type": "Pass",
            "Output": {"took": "{% $n %}", "by": "{% $uppercase($who) %}"},
            "End": true
        },
        "Failed": {"Type": "Fail", "Cause": "{% $run.LastCrawl.ErrorMessage %}"}
    }
}"##;
    let expected = r##"#[query_language(JSONata)]
machine Machine {
    #[assign(n = {% 0 %}, who = $.name)]
    "Init": pass;

    loop {
        "Get": let run = aws_sdk::glue::getCrawler { Name: format!("crawl-{}", $who) }.Crawler;

        "Ready?": if $run.State == "READY" {
            break;
        } else if $n > 10 || IsPresent($run.LastCrawl.ErrorMessage) {
            "Failed": fail _, $run.LastCrawl.ErrorMessage;
        }

        #[assign(n = $n + 1)]
        "Pause": wait $n * 5;
    }

    "Done": $ = { took: $n, by: {% $uppercase($who) %} };
}
"##;
    assert_eq!(print(json), expected);
}
