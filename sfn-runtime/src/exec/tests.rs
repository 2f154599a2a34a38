//! Machines run to their ends: what cannot be seen in the recordings.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Call, Execution, Executor, Reply, RunError, Service, Status, sequence};

fn executor(states: Value) -> Executor {
    let start = states.as_object().and_then(|it| it.keys().next()).cloned();
    Executor::new(&json!({"StartAt": start, "States": states}).to_string()).unwrap()
}

fn task(more: Value, service: impl Service + 'static) -> Execution {
    let mut state = json!({
        "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true,
        "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"},
    });
    for (key, value) in more.as_object().unwrap() {
        state[key] = value.clone();
    }
    executor(json!({"T": state})).mock("T", service).run(json!({})).unwrap()
}

#[test]
fn retries_back_off() {
    let retry = |more: Value| {
        let mut retrier = json!({"ErrorEquals": ["E"], "IntervalSeconds": 10, "MaxAttempts": 4});
        for (key, value) in more.as_object().unwrap() {
            retrier[key] = value.clone();
        }
        json!({"Retry": [retrier]})
    };
    let cases = [
        (json!({}), 10 + 20 + 40),
        (json!({"BackoffRate": 1}), 30),
        (json!({"MaxDelaySeconds": 15}), 10 + 15 + 15),
        (json!({"MaxAttempts": 3}), 70),
    ];
    for (more, seconds) in cases {
        let mut left = 3;
        let execution = task(retry(more.clone()), move |_: &Call| {
            left -= 1;
            if left >= 0 { Reply::error("E", "") } else { Reply::ok(1) }
        });
        assert_eq!(execution.assert_succeeded().duration(), Duration::from_secs(seconds), "{more}");
    }
    let jitter =
        || task(retry(json!({"JitterStrategy": "FULL"})), sequence([Reply::error("E", ""), Reply::ok(1)]));
    assert!(jitter().duration() < Duration::from_secs(10));
    assert_eq!(jitter().duration(), jitter().duration());
    task(retry(json!({"MaxAttempts": 0})), Reply::error("E", "")).assert_failed("E");
}

#[test]
fn the_first_retrier_that_matches_decides() {
    let retry = json!({"Retry": [
        {"ErrorEquals": ["E"], "MaxAttempts": 1}, {"ErrorEquals": ["States.ALL"], "MaxAttempts": 5},
    ]});
    let calls = std::sync::Arc::new(std::sync::Mutex::new(0));
    let count = calls.clone();
    task(retry, move |_: &Call| {
        *count.lock().unwrap() += 1;
        Reply::error("E", "")
    })
    .assert_failed("E");
    assert_eq!(*calls.lock().unwrap(), 2);
}

#[test]
fn time_runs_out() {
    let after = |seconds| Reply::ok(1).after(Duration::from_secs(seconds));
    let every = |seconds| after(100).heartbeat_every(Duration::from_secs(seconds));
    let cases = [
        (json!({"TimeoutSeconds": 30}), after(29), Ok(29)),
        (json!({"TimeoutSeconds": 30}), after(31), Err(30)),
        (json!({"TimeoutSeconds": 30}), Reply::unanswered(), Err(30)),
        (json!({"HeartbeatSeconds": 20}), after(15), Ok(15)),
        (json!({"HeartbeatSeconds": 20}), after(25), Err(20)),
        (json!({"HeartbeatSeconds": 20}), every(10), Ok(100)),
        (json!({"HeartbeatSeconds": 20}), every(21), Err(20)),
    ];
    for (fields, reply, expected) in cases {
        let execution = task(fields.clone(), reply);
        match expected {
            Ok(seconds) => {
                assert_eq!(execution.assert_succeeded().duration(), Duration::from_secs(seconds), "{fields}")
            }
            Err(seconds) => {
                let failed = execution.assert_failed("States.Timeout");
                assert_eq!(failed.duration(), Duration::from_secs(seconds), "{fields}");
            }
        }
    }
    // Catchers know a missed heartbeat by its own name, too.
    let retry = json!({"HeartbeatSeconds": 5, "Retry": [{"ErrorEquals": ["States.HeartbeatTimeout"]}]});
    task(retry, sequence([Reply::unanswered(), Reply::ok(1)])).assert_succeeded();
}

#[test]
fn an_execution_ends_after_a_year() {
    let execution = task(json!({}), Reply::unanswered());
    assert_eq!(execution.status(), Status::TimedOut);
    assert_eq!(execution.duration(), Duration::from_secs(365 * 24 * 60 * 60));
}

#[test]
fn wrong_tests_are_told_from_failed_executions() {
    let pass = json!({"A": {"Type": "Pass", "End": true}});
    let unknown =
        |name: &str| executor(pass.clone()).mock(name, json!(1)).run(json!({})).unwrap_err().to_string();
    let no_state =
        |name| format!("there is a mock for the state `{name}`, and the machine has no such state: ");
    assert_eq!(unknown("AB"), no_state("AB") + "did you mean `A`?");
    let help = "`mock_resource` answers a service or an action, in whatever state";
    assert_eq!(unknown("lambda"), no_state("lambda") + help);
    let resource = "arn:aws:lambda:us-east-1:123456789012:function:f";
    let call = || executor(json!({"A": {"Type": "Task", "Resource": resource, "End": true}}));
    let error = call().run(json!({})).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("nothing answers the state `A`, which calls `{resource}`: give it a mock")
    );
    let mut once = call().mock_resource("lambda:f", sequence([json!(1)]));
    once.run(json!({})).unwrap().assert_output(1);
    assert!(matches!(once.run(json!({})), Err(RunError::Mock { .. })));
}

#[test]
fn a_failing_branch_ends_the_others() {
    let branch = |name: &str, state: Value| json!({"StartAt": name, "States": {name: state}});
    let states = json!({
        "P": {
            "Type": "Parallel", "End": true,
            "Branches": [
                branch("Slow", json!({"Type": "Wait", "Seconds": 1000, "End": true})),
                branch("Bad", json!({"Type": "Fail", "Error": "No", "Cause": "why"})),
            ],
            "Catch": [{"ErrorEquals": ["No"], "ResultPath": "$.error", "Next": "Done"}],
        },
        "Done": {"Type": "Succeed"},
    });
    let execution = executor(states).run(json!({"a": 1})).unwrap();
    execution.assert_output(json!({"a": 1, "error": {"Error": "No", "Cause": "why"}}));
    assert_eq!(execution.duration(), Duration::ZERO);
}

#[test]
fn iterations_run_side_by_side_up_to_the_limit() {
    for (limit, seconds) in [(0, 10), (1, 1000), (30, 40), (1000, 30)] {
        let states = json!({"M": {
            "Type": "Map", "MaxConcurrency": limit, "End": true,
            "ItemProcessor": {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 10, "End": true}}},
        }});
        let items: Vec<u32> = (0..if limit == 0 { 40 } else { 100 }).collect();
        let execution = executor(states).run(json!(items)).unwrap();
        execution.assert_output(json!(items));
        assert_eq!(execution.duration().as_secs(), seconds, "{limit}");
    }
}

#[test]
fn a_distributed_map_writes_its_results() {
    let states = json!({"M": {
        "Type": "Map", "End": true, "ToleratedFailureCount": 1,
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSONL"},
            "Parameters": {"Bucket": "in", "Key": "k"},
        },
        "ItemBatcher": {"MaxItemsPerBatch": 2},
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
            "StartAt": "C", "States": {
                "C": {"Type": "Choice", "Default": "S", "Choices": [
                    {"Variable": "$.Items[0]", "NumericEquals": 3, "Next": "F"}]},
                "S": {"Type": "Pass", "OutputPath": "$.Items", "End": true},
                "F": {"Type": "Fail", "Error": "No"},
            },
        },
        "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "out", "Prefix": "p"},
            "WriterConfig": {"Transformation": "FLATTEN", "OutputType": "JSON"},
        },
    }});
    let execution = executor(states).object("in", "k", "1\n2\n3\n").run(json!({})).unwrap();
    let details = &execution.assert_succeeded().output().unwrap()["ResultWriterDetails"];
    let manifest = details["Key"].as_str().unwrap();
    let key = manifest.replace("manifest.json", "SUCCEEDED_0.json");
    assert_eq!(execution.object("out", &key), Some(&b"[1,2]"[..]));
    assert!(execution.object("out", manifest).is_some());
}

#[test]
fn a_loop_without_exit_ends_with_its_history() {
    let states = json!({
        "A": {"Type": "Pass", "Next": "C"},
        "C": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "E"}], "Default": "A"},
        "E": {"Type": "Succeed"},
    });
    let execution = executor(states.clone()).run(json!({})).unwrap();
    execution.assert_failed("States.Runtime");
    assert!(execution.cause().is_some_and(|it| it.contains("maximum number of history events")));
    let endless = executor(states).without_history().most_transitions(1000).run(json!({}));
    assert!(matches!(endless, Err(RunError::Endless { .. })));
}

#[test]
fn deep_data_are_refused() {
    let states = json!({
        "A": {"Type": "Pass", "Parameters": {"a.$": "$"}, "Next": "B"},
        "B": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "E"}], "Default": "A"},
        "E": {"Type": "Succeed"},
    });
    let execution = executor(states).run(json!({})).unwrap();
    assert!(execution.assert_failed("States.Runtime").cause().is_some_and(|it| it.contains("nests deeper")));
}

#[test]
fn runs_are_the_same_with_one_seed() {
    let states = json!({"A": {"Type": "Pass", "Parameters": {"id.$": "States.UUID()"}, "End": true}});
    let run = |seed| executor(states.clone()).seed(seed).run(json!({})).unwrap().output().cloned();
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}

#[test]
#[should_panic(expected = "$.a[1]: expected 2, found 3\n+ $.b: true")]
fn differences_are_shown_by_place() {
    let states = json!({"A": {"Type": "Succeed"}});
    executor(states).run(json!({"a": [1, 3], "b": true})).unwrap().assert_output(json!({"a": [1, 2]}));
}

/// What the API cannot return, and how this kind of call cannot fail.
#[test]
fn mocks_are_held_against_the_api() {
    let run = |resource: &str, reply: Reply| {
        let state = json!({"Type": "Task", "Resource": format!("arn:aws:states:::{resource}"), "End": true,
            "QueryLanguage": "JSONata", "Arguments": "{% $states.input %}"});
        executor(json!({"T": state})).mock("T", reply).run(json!({}))
    };
    let fails = |error: &str| Reply::error(error, "");
    let cases = [
        (
            "dynamodb:getItem",
            Reply::ok(json!({"Itm": {}})),
            "arn:aws:states:::dynamodb:getItem does not return this: there is no field 'Itm': did you mean 'Item'?",
        ),
        (
            "aws-sdk:s3:getObject",
            fails("S3.NoSuchKey"),
            "arn:aws:states:::aws-sdk:s3:getObject does not fail like this: `S3.NoSuchKey` is no error of the API: did you \
             mean `S3.NoSuchKeyException`?",
        ),
        (
            "aws-sdk:dynamodb:putItem",
            fails("DynamoDB.ConditionalCheckFailedException"),
            "arn:aws:states:::aws-sdk:dynamodb:putItem does not fail like this: \
             `DynamoDB.ConditionalCheckFailedException` is of another kind of call: did you mean \
             `DynamoDb.ConditionalCheckFailedException`?",
        ),
    ];
    for (resource, reply, expected) in cases {
        let error = run(resource, reply.clone()).unwrap_err();
        assert_eq!(error, RunError::Mock { state: "T".to_owned(), message: expected.to_owned() });
        assert!(run(resource, reply.unchecked()).is_ok());
    }
    for (resource, error) in [
        ("aws-sdk:s3:getObject", "S3.NoSuchKeyException"),
        ("aws-sdk:s3:getObject", "S3.SdkClientException"),
        ("aws-sdk:s3:getObject", "States.Timeout"),
        ("dynamodb:putItem", "DynamoDB.ConditionalCheckFailedException"),
        ("lambda:invoke", "Lambda.TooManyRequestsException"),
        ("lambda:invoke", "MyError"),
        ("lambda:invoke", "S3.NoSuchKey"),
        ("sqs:sendMessage.waitForTaskToken", "S3.NoSuchKey"),
    ] {
        assert!(run(resource, fails(error)).is_ok_and(|it| it.error() == Some(error)), "{resource} {error}");
    }
}

#[test]
fn an_execution_tells_of_itself() {
    let states = |seconds: u64| json!({"W": {"Type": "Wait", "Seconds": seconds, "Next": "D"}, "D": {"Type": "Succeed"}});
    let cases =
        [(0, "SUCCEEDED"), (90_061, "SUCCEEDED after 1 d 1 h 1 min 1 s"), (1800, "SUCCEEDED after 30 min")];
    for (seconds, expected) in cases {
        let execution = executor(states(seconds)).run(json!({"a": 1})).unwrap();
        assert_eq!(execution.to_string(), format!("{expected}: W → D\noutput: {{\"a\":1}}"));
    }
}
