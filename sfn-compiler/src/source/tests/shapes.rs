//! The shapes that real workflows have.

use sfn_asl::diag::Severity;

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
            "Resource": "arn:aws:states:::athena:getQueryExecution",
            "Parameters": {"QueryExecutionId": "q"},
            "ResultPath": "$.run",
            "Next": "Finished?"
        },
        "Finished?": {
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.run.QueryExecution.Status.State", "StringEquals": "SUCCEEDED", "Next": "Process"},
                {"Variable": "$.run.QueryExecution.Status.State", "StringEquals": "FAILED", "Next": "Failed"},
                {"Variable": "$.run.QueryExecution.Status.State", "StringEquals": "CANCELLED", "Next": "Failed"}
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
        "Get": $.run = athena::getQueryExecution { QueryExecutionId: "q" };

        "Finished?": match $.run.QueryExecution.Status.State {
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

/// The service takes it, so its source compiles.
#[test]
fn what_fails_when_it_is_reached_is_allowed() {
    let json = r##"{
    "StartAt": "Get",
    "States": {
        "Get": {
            "Type": "Task",
            "Resource": "arn:aws:states:::athena:getQueryExecution",
            "Parameters": {"QueryExecutionId": "q"},
            "ResultPath": "$.run",
            "Next": "Finished?"
        },
        "Finished?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.run.Status", "StringEquals": "SUCCEEDED", "Next": "Done"}],
            "Default": "Done"
        },
        "Done": {"Type": "Succeed"}
    }
}"##;
    let source = print(json);
    assert!(source.starts_with("#[allow(ASL5009, reason = "), "{source}");
    let findings = crate::compile(source.parse().expect("tokens")).findings;
    assert!(findings.iter().all(|it| it.severity != Severity::Error), "{findings:?}");
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
