//! The shapes that real workflows have.

use super::print;

/// The states of a line are statements, one after the other.
#[test]
fn a_sequence_falls_through() {
    let json = r##"{
    "StartAt": "A",
    "States": {
        "A": {"Type": "Pass", "Next": "B"},
        "B": {"Type": "Wait", "Seconds": 300, "Next": "C"},
        "C": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "q"},
            "ResultPath": null,
            "End": true
        }
    }
}"##;
    let expected = r##"machine Machine {
    "A": pass;
    "B": wait 5m;
    "C": sqs::sendMessage { QueueUrl: "q" };
}
"##;
    assert_eq!(print(json), expected);
}

/// Both arms lead to the same state.
#[test]
fn arms_meet_behind_an_if() {
    let json = r##"{
    "StartAt": "Big?",
    "States": {
        "Big?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.total", "NumericGreaterThan": 1000, "Next": "Review"}],
            "Default": "Accept"
        },
        "Review": {"Type": "Pass", "Next": "Record"},
        "Accept": {"Type": "Pass", "Next": "Record"},
        "Record": {"Type": "Pass", "End": true}
    }
}"##;
    let expected = r##"machine Machine {
    "Big?": if $.total > 1000 {
        "Review": pass;
    } else {
        "Accept": pass;
    }

    "Record": pass;
}
"##;
    assert_eq!(print(json), expected);
}

/// Default leads to what follows.
#[test]
fn an_if_without_else() {
    let json = r##"{
    "StartAt": "Big?",
    "States": {
        "Big?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.total", "NumericGreaterThan": 1000, "Next": "Review"}],
            "Default": "Record"
        },
        "Review": {"Type": "Pass", "Next": "Record"},
        "Record": {"Type": "Pass", "End": true}
    }
}"##;
    let expected = r##"machine Machine {
    "Big?": if $.total > 1000 {
        "Review": pass;
    }

    "Record": pass;
}
"##;
    assert_eq!(print(json), expected);
}

/// An `if` would have an empty block.
#[test]
fn a_rule_that_skips_is_an_arm_of_a_match() {
    let json = r##"{
    "StartAt": "Known?",
    "States": {
        "Known?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.name", "IsPresent": true, "Next": "Greet"}],
            "Default": "Default name"
        },
        "Default name": {"Type": "Pass", "Result": "world", "ResultPath": "$.name", "Next": "Greet"},
        "Greet": {"Type": "Pass", "End": true}
    }
}"##;
    let expected = r##"machine Machine {
    "Known?": match {
        IsPresent($.name) => {}
        _ => {
            "Default name": $.name = "world";
        }
    }

    "Greet": pass;
}
"##;
    assert_eq!(print(json), expected);
}

/// The short way out stands in the braces, the rest does not.
#[test]
fn a_guard_leaves_early() {
    let json = r##"{
    "StartAt": "Valid?",
    "States": {
        "Valid?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.id", "IsPresent": true, "Next": "Load"}],
            "Default": "Invalid"
        },
        "Load": {"Type": "Pass", "Next": "Clean"},
        "Clean": {"Type": "Pass", "Next": "Join"},
        "Join": {"Type": "Pass", "Next": "Score"},
        "Score": {"Type": "Pass", "Next": "Store"},
        "Store": {"Type": "Pass", "End": true},
        "Invalid": {"Type": "Fail", "Error": "Invalid"}
    }
}"##;
    let expected = r##"machine Machine {
    "Valid?": match {
        IsPresent($.id) => {}
        _ => {
            "Invalid": fail "Invalid";
        }
    }

    "Load": pass;
    "Clean": pass;
    "Join": pass;
    "Score": pass;
    "Store": pass;
}
"##;
    assert_eq!(print(json), expected);
}

/// Nothing follows, so nothing has to be said.
#[test]
fn both_ways_end() {
    let json = r##"{
    "StartAt": "Found?",
    "States": {
        "Found?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.Item", "IsPresent": true, "Next": "Format"}],
            "Default": "Nothing"
        },
        "Format": {"Type": "Pass", "End": true},
        "Nothing": {"Type": "Pass", "End": true}
    }
}"##;
    let expected = r##"machine Machine {
    "Found?": if IsPresent($.Item) {
        "Format": pass;
    } else {
        "Nothing": pass;
    }
}
"##;
    assert_eq!(print(json), expected);
}

/// The commonest loop of all.
#[test]
fn a_poll() {
    let json = r##"{
    "StartAt": "Start",
    "States": {
        "Start": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "start"},
            "ResultPath": null,
            "Next": "Get"
        },
        "Get": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "get"},
            "ResultPath": "$.run",
            "Next": "Finished?"
        },
        "Finished?": {
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.run.Status", "StringEquals": "SUCCEEDED", "Next": "Process"},
                {"Variable": "$.run.Status", "StringEquals": "FAILED", "Next": "Failed"},
                {"Variable": "$.run.Status", "StringEquals": "CANCELLED", "Next": "Failed"}
            ],
            "Default": "Pause"
        },
        "Pause": {"Type": "Wait", "Seconds": 5, "Next": "Get"},
        "Process": {"Type": "Pass", "End": true},
        "Failed": {"Type": "Fail", "Error": "QueryFailed"}
    }
}"##;
    let expected = r##"machine Machine {
    "Start": sqs::sendMessage { QueueUrl: "start" };

    loop {
        "Get": $.run = sqs::sendMessage { QueueUrl: "get" };

        "Finished?": match $.run.Status {
            "SUCCEEDED" => break,
            "FAILED" | "CANCELLED" => {
                "Failed": fail "QueryFailed";
            }
            _ => {}
        }

        "Pause": wait 5s;
    }

    "Process": pass;
}
"##;
    assert_eq!(print(json), expected);
}

/// One rule into the loop, Default out of it.
#[test]
fn a_question_at_the_head_is_a_while() {
    let json = r##"{
    "StartAt": "More?",
    "States": {
        "More?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.next", "IsPresent": true, "Next": "Read"}],
            "Default": "Done"
        },
        "Read": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "read"},
            "ResultPath": null,
            "Next": "Send"
        },
        "Send": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "send"},
            "ResultPath": null,
            "Next": "More?"
        },
        "Done": {"Type": "Succeed"}
    }
}"##;
    let expected = r##"machine Machine {
    "More?": while IsPresent($.next) {
        "Read": sqs::sendMessage { QueueUrl: "read" };
        "Send": sqs::sendMessage { QueueUrl: "send" };
    }

    "Done": succeed;
}
"##;
    assert_eq!(print(json), expected);
}

/// A loop that is named is left from inside another.
#[test]
fn loops_in_loops() {
    let json = r##"{
    "StartAt": "Open",
    "States": {
        "Open": {"Type": "Pass", "Next": "Ask"},
        "Ask": {"Type": "Pass", "Next": "Answer?"},
        "Answer?": {
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.kind", "StringEquals": "yes", "Next": "Close"},
                {"Variable": "$.kind", "StringEquals": "again", "Next": "Open"}
            ],
            "Default": "Ask"
        },
        "Close": {"Type": "Pass", "End": true}
    }
}"##;
    let expected = r##"machine Machine {
    'outer: loop {
        "Open": pass;

        loop {
            "Ask": pass;

            "Answer?": match $.kind {
                "yes" => break 'outer,
                "again" => break,
                _ => continue,
            }
        }
    }

    "Close": pass;
}
"##;
    assert_eq!(print(json), expected);
}

/// Several exits, one place behind the loop.
#[test]
fn ways_out_of_a_loop_meet() {
    let json = r##"{
    "StartAt": "Ask",
    "States": {
        "Ask": {"Type": "Pass", "Next": "Answer?"},
        "Answer?": {
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.kind", "StringEquals": "buy", "Next": "Buy"},
                {"Variable": "$.kind", "StringEquals": "sell", "Next": "Sell"},
                {"Variable": "$.kind", "StringEquals": "reject", "Next": "Rejected"}
            ],
            "Default": "Ask"
        },
        "Buy": {"Type": "Pass", "Next": "Report"},
        "Sell": {"Type": "Pass", "Next": "Report"},
        "Rejected": {"Type": "Fail"},
        "Report": {"Type": "Pass", "End": true}
    }
}"##;
    let expected = r##"machine Machine {
    loop {
        "Ask": pass;

        "Answer?": match $.kind {
            "buy" => {
                "Buy": pass;
                break;
            }
            "sell" => {
                "Sell": pass;
                break;
            }
            "reject" => {
                "Rejected": fail;
            }
            _ => continue,
        }
    }

    "Report": pass;
}
"##;
    assert_eq!(print(json), expected);
}

/// A cycle that is entered in two places is no loop.
#[test]
fn an_irreducible_graph_has_labels() {
    let json = r##"{
    "StartAt": "Which?",
    "States": {
        "Which?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.kind", "StringEquals": "a", "Next": "A"}],
            "Default": "B"
        },
        "A": {"Type": "Pass", "Next": "B or out?"},
        "B or out?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.kind", "StringEquals": "b", "Next": "B"}],
            "Default": "Out"
        },
        "B": {"Type": "Pass", "Next": "A"},
        "Out": {"Type": "Succeed"}
    }
}"##;
    let expected = r##"machine Machine {
    "Which?": if $.kind == "a" {
        goto "A";
    }

    "B": pass;
    "A": pass;

    "B or out?": if $.kind == "b" {
        goto "B";
    }

    "Out": succeed;
}
"##;
    assert_eq!(print(json), expected);
}

/// Reached by goto only.
#[test]
fn a_shared_handler_stands_at_the_end() {
    let json = r##"{
    "StartAt": "A",
    "States": {
        "A": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "a"},
            "ResultPath": null,
            "Next": "B",
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Notify"}]
        },
        "B": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "b"},
            "ResultPath": null,
            "Next": "C",
            "Catch": [{"ErrorEquals": ["Some.Error"], "Next": "Notify"}]
        },
        "C": {"Type": "Pass", "End": true},
        "Notify": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "notify"},
            "ResultPath": null,
            "Next": "Failed"
        },
        "Failed": {"Type": "Fail"}
    }
}"##;
    let expected = r##"machine Machine {
    "A": sqs::sendMessage { QueueUrl: "a" } catch { _ as $.error => goto "Notify" };
    "B": sqs::sendMessage { QueueUrl: "b" } catch { "Some.Error" as $ => goto "Notify" };
    "C": pass;
    return;

    "Notify": sqs::sendMessage { QueueUrl: "notify" };
    "Failed": fail;
}
"##;
    assert_eq!(print(json), expected);
}

/// And goes on behind the statement.
#[test]
fn a_handler_of_one_state_stands_in_its_arm() {
    let json = r##"{
    "StartAt": "Charge",
    "States": {
        "Charge": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "charge"},
            "ResultPath": null,
            "Next": "Ship",
            "Catch": [
                {"ErrorEquals": ["CardDeclined"], "ResultPath": "$.error", "Next": "Tell"},
                {"ErrorEquals": ["States.Timeout"], "ResultPath": null, "Next": "Ship"},
                {"ErrorEquals": ["States.ALL"], "Next": "Fail"}
            ]
        },
        "Tell": {"Type": "Pass", "Next": "Ship"},
        "Ship": {"Type": "Pass", "End": true},
        "Fail": {"Type": "Fail"}
    }
}"##;
    let expected = r##"machine Machine {
    "Charge": sqs::sendMessage { QueueUrl: "charge" }
        catch {
            "CardDeclined" as $.error => {
                "Tell": pass;
            }
            States.Timeout => {}
            _ as $ => {
                "Fail": fail;
            }
        };

    "Ship": pass;
}
"##;
    assert_eq!(print(json), expected);
}

/// A cycle through an error is no loop.
#[test]
fn a_task_tried_again_by_its_handler() {
    let json = r##"{
    "StartAt": "Lock",
    "States": {
        "Lock": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "lock"},
            "ResultPath": null,
            "Next": "Work",
            "Catch": [{"ErrorEquals": ["Locked"], "ResultPath": "$.lock", "Next": "Pause"}]
        },
        "Pause": {"Type": "Wait", "Seconds": 3, "Next": "Lock"},
        "Work": {"Type": "Pass", "End": true}
    }
}"##;
    let expected = r##"machine Machine {
    "Lock": sqs::sendMessage { QueueUrl: "lock" }
        catch {
            "Locked" as $.lock => {
                "Pause": wait 3s;
                goto "Lock";
            }
        };

    "Work": pass;
}
"##;
    assert_eq!(print(json), expected);
}

/// A saga.
#[test]
fn compensations_fall_into_each_other() {
    let json = r##"{
    "StartAt": "Flight",
    "States": {
        "Flight": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "flight"},
            "ResultPath": null,
            "Next": "Car",
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Cancel flight"}]
        },
        "Car": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "car"},
            "ResultPath": null,
            "Next": "Pay",
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Cancel car"}]
        },
        "Pay": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "pay"},
            "ResultPath": null,
            "Next": "Booked",
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Refund"}]
        },
        "Booked": {"Type": "Succeed"},
        "Cancel flight": {"Type": "Pass", "Next": "Not booked"},
        "Cancel car": {"Type": "Pass", "Next": "Cancel flight"},
        "Refund": {"Type": "Pass", "Next": "Cancel car"},
        "Not booked": {"Type": "Fail"}
    }
}"##;
    let expected = r##"machine Machine {
    "Flight": sqs::sendMessage { QueueUrl: "flight" } catch { _ as $ => goto "Cancel flight" };
    "Car": sqs::sendMessage { QueueUrl: "car" } catch { _ as $ => goto "Cancel car" };
    "Pay": sqs::sendMessage { QueueUrl: "pay" } catch { _ as $ => goto "Refund" };
    "Booked": succeed;

    "Refund": pass;
    "Cancel car": pass;
    "Cancel flight": pass;
    "Not booked": fail;
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
