//! Executions that go on.

use serde_json::{Value, json};

use super::{Executor, Reply, RunError, Status, asynchronous, sequence};

fn task(more: Value) -> Value {
    let mut state = json!({"Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:a"});
    state.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    state
}

fn executor(states: Value) -> Executor {
    let first = states.as_object().unwrap().keys().next().unwrap().clone();
    Executor::new(&json!({"StartAt": first, "States": states}).to_string()).unwrap()
}

fn no() -> Reply {
    Reply::error("No", "not yet")
}

#[test]
fn a_task_is_done_again_and_nothing_before_it() {
    let mut executor = executor(json!({
        "A": task(json!({"Assign": {"v.$": "$.a"}, "ResultPath": "$.first", "Next": "B"})),
        "B": task(json!({
            "Parameters": {"n.$": "$$.Execution.RedriveCount", "retries.$": "$$.State.RetryCount", "v.$": "$v"},
            "Retry": [{"ErrorEquals": ["No"], "MaxAttempts": 1}], "End": true,
        })),
    }))
    .mock("A", sequence([json!({"a": 7})]))
    .mock("B", sequence([no(), no(), no(), no(), Reply::ok("done")]));
    let failed = executor.run(json!({"in": 1})).unwrap();
    failed.assert_failed("No").assert_visited(&["A", "B"]);
    assert_eq!(failed.duration().as_secs(), 1);
    let again = executor.redrive(&failed).unwrap();
    again.assert_failed("No");
    assert_eq!(again.duration().as_secs(), 2);
    let done = executor.redrive(&again).unwrap();
    done.assert_output("done").assert_visited(&["A", "B"]);
    assert_eq!(done.input(), &json!({"in": 1}));
    let history: Vec<_> = done.history().iter().map(|it| it.kind()).collect();
    let redriven = history.iter().position(|it| *it == "ExecutionRedriven").unwrap();
    assert_eq!(
        history[redriven - 1..redriven + 2],
        ["ExecutionFailed", "ExecutionRedriven", "ActivityScheduled"]
    );
    let ids: Vec<u64> = done.history().iter().map(|it| it.id()).collect();
    assert_eq!(ids, (1..=done.event_count()).collect::<Vec<_>>());
    let inputs: Vec<_> =
        done.history().iter().filter(|it| it.kind() == "ActivityScheduled").map(|it| it.input()).collect();
    let input = |n: u32, retries: u32| Some(json!({"n": n, "retries": retries, "v": 7}));
    assert_eq!(inputs[1..], [input(0, 0), input(0, 1), input(1, 0), input(1, 1), input(2, 0)]);
    assert!(matches!(executor.redrive(&done), Err(RunError::NotRedrivable { .. })));
}

#[test]
fn only_branches_that_have_not_succeeded_go_on() {
    let branch = |name: &str| json!({"StartAt": name, "States": {name: task(json!({"End": true}))}});
    let slow = json!({"StartAt": "Before", "States": {
        "Before": task(json!({"Next": "W"})), "W": {"Type": "Wait", "Seconds": 60, "End": true},
    }});
    let mut executor = executor(json!({"P": {
        "Type": "Parallel", "Branches": [branch("Good"), branch("Bad"), slow], "ResultPath": "$.r", "End": true,
    }}))
    .mock("Good", sequence([json!("good")]))
    .mock("Before", sequence([json!("before")]))
    .mock("Bad", sequence([no(), Reply::ok("fixed")]));
    let failed = executor.run(json!({"in": 1})).unwrap();
    failed.assert_failed("No");
    let done = executor.redrive(&failed).unwrap();
    done.assert_output(json!({"in": 1, "r": ["good", "fixed", "before"]}));
    assert_eq!(done.duration().as_secs(), 60);
}

#[test]
fn only_iterations_that_have_not_succeeded_go_on() {
    for distributed in [false, true] {
        let mode = match distributed {
            true => json!({"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}),
            false => json!({"Mode": "INLINE"}),
        };
        let mut executor = executor(json!({"M": {
            "Type": "Map", "MaxConcurrency": 2, "End": true,
            "ItemProcessor": {"ProcessorConfig": mode, "StartAt": "T", "States": {
                "T": task(json!({"Next": "U"})), "U": task(json!({"End": true})),
            }},
        }}))
        .mock("T", |call: &super::Call| call.input().clone())
        .mock("U", {
            let mut count = 0;
            move |call: &super::Call| {
                count += 1;
                if count == 2 { no() } else { Reply::ok(json!([call.input(), count])) }
            }
        });
        let failed = executor.run(json!(["a", "b", "c", "d"])).unwrap();
        assert_eq!(failed.status(), Status::Failed);
        let done = executor.redrive(&failed).unwrap();
        let items: Vec<Value> = done.assert_succeeded().output().unwrap().as_array().unwrap().clone();
        let names: Vec<&Value> = items.iter().map(|it| &it[0]).collect();
        assert_eq!(names, ["a", "b", "c", "d"]);
        // The first is not done again.
        assert_eq!(items[0][1], 1);
        // Where the second failed, it goes on.
        let entered =
            done.history().iter().filter(|it| it.state() == Some("T") && it.kind() == "TaskStateEntered");
        assert_eq!(entered.count(), if distributed { 0 } else { 4 });
        if distributed {
            let run = &done.map_runs()[0];
            assert_eq!(
                (done.map_runs().len(), run.count(Status::Succeeded), run.executions.len()),
                (1, 4, 4)
            );
            assert_eq!(run.execution(1).unwrap().name, failed.map_runs()[0].execution(1).unwrap().name);
        }
    }
}

#[test]
fn what_was_cut_off_by_the_clock_goes_on() {
    let definition = json!({"StartAt": "W", "TimeoutSeconds": 10, "States": {
        "W": {"Type": "Wait", "SecondsPath": "$.n", "Next": "P"},
        "P": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "T", "States": {"T": task(json!({"End": true}))}},
        ]},
    }});
    let mut executor = Executor::new(&definition.to_string())
        .unwrap()
        .mock("T", sequence([Reply::unanswered(), Reply::ok("late")]));
    let timed_out = executor.run(json!({"n": 1})).unwrap();
    assert_eq!((timed_out.status(), timed_out.duration().as_secs()), (Status::TimedOut, 10));
    executor.redrive(&timed_out).unwrap().assert_output(json!(["late"]));
}

#[tokio::test]
async fn asynchronous_mocks_answer_too() {
    let mut executor = executor(json!({"T": task(json!({"End": true}))})).mock("T", {
        let mut count = 0;
        asynchronous(move |_: super::Call| {
            count += 1;
            let reply = if count == 1 { no() } else { Reply::ok(count) };
            async move { reply }
        })
    });
    let failed = executor.run_async(json!({})).await.unwrap();
    executor.redrive_async(&failed).await.unwrap().assert_output(2);
}

#[test]
fn what_cannot_be_redriven() {
    let states = || json!({"F": {"Type": "Fail", "Error": "No"}});
    let failed = executor(states()).run(json!({})).unwrap();
    let other = executor(states()).redrive(&failed).unwrap_err();
    assert_eq!(other.to_string(), "the execution cannot be redriven: it is one of another machine");
    let definition = json!({"StartAt": "F", "States": states()}).to_string();
    let express = super::Definition::parse_as(&definition, crate::WorkflowType::Express).unwrap();
    let mut express = Executor::with(express);
    let failed = express.run(json!({})).unwrap();
    let refused = express.redrive(&failed).unwrap_err();
    assert_eq!(refused.to_string(), "the execution cannot be redriven: it is none of a Standard workflow");
}
