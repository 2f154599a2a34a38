//! Machines that start machines.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Refused, Shared, action, answer, id, unknown};
use crate::exec::{Call, Execution, Executor, Reply, Service, Status};
use crate::query::time;

/// `states:startExecution`, run in this process: plain, `.sync`, `.sync:2` and `.waitForTaskToken`; and those of
/// `aws-sdk:sfn`, with `startSyncExecution`.
///
/// With `.sync`, the task takes as long as the child, on the parent's clock. Otherwise the child runs all the same, and
/// how it ends is of no consequence; with `.waitForTaskToken`, whoever
/// [answers](crate::exec::Service::answered_by) the task does.
#[derive(Clone, Debug, Default)]
pub struct Nested {
    machines: Shared<BTreeMap<String, Executor>>,
    executions: Shared<Vec<(String, Execution)>>,
}

impl Nested {
    /// No machines.
    pub fn new() -> Nested {
        Nested::default()
    }

    /// A machine under its ARN, with its own mocks.
    #[must_use]
    pub fn machine(self, arn: impl Into<String>, executor: Executor) -> Nested {
        self.machines.lock().insert(arn.into(), executor);
        self
    }

    /// The executions of a machine, in the order in which they were started.
    pub fn executions(&self, arn: &str) -> Vec<Execution> {
        let all = self.executions.lock();
        all.iter().filter(|it| it.0 == arn).map(|it| it.1.clone()).collect()
    }
}

impl Service for Nested {
    fn call(&mut self, call: &Call) -> Reply {
        if !matches!(action(call), "startExecution" | "startSyncExecution") {
            return unknown(call);
        }
        let request = call.input();
        let arn = request["StateMachineArn"].as_str().unwrap_or_default();
        let input = match &request["Input"] {
            Value::Null => json!({}),
            Value::String(text) => serde_json::from_str(text).unwrap_or_else(|_| request["Input"].clone()),
            other => other.clone(),
        };
        let result = match self.machines.lock().get_mut(arn) {
            Some(executor) => executor.run(input.clone()),
            None => {
                let names = [
                    "StepFunctions.StateMachineDoesNotExistException",
                    "Sfn.StateMachineDoesNotExistException",
                ];
                let (services, code) = (["AWSStepFunctions", "Sfn"], "StateMachineDoesNotExist");
                return Refused { names, services, status: 400, code }
                    .with(call, &format!("State Machine Does Not Exist: '{arn}'"));
            }
        };
        let execution = match result {
            Ok(it) => it,
            Err(error) => return Reply::invalid(format!("in {arn}: {error}")),
        };
        let mut executions = self.executions.lock();
        let name = request["Name"].as_str().map_or_else(|| id(executions.len() + 1), str::to_owned);
        executions.push((arn.to_owned(), execution.clone()));
        let execution_arn = format!("{}:{name}", arn.replacen(":stateMachine:", ":execution:", 1));
        let started = json!({"ExecutionArn": execution_arn, "StartDate": time::format(0)});
        if action(call) == "startExecution" && !call.action().contains(".sync") {
            return answer(call, executions.len(), started);
        }
        let as_json = call.action().ends_with(":2");
        let data = |value: &Value| if as_json { value.clone() } else { value.to_string().into() };
        let mut description = json!({
            "ExecutionArn": execution_arn,
            "Input": data(&input),
            "InputDetails": {"Included": true},
            "Name": name,
            "StartDate": time::format(0),
            "StateMachineArn": arn,
            "Status": execution.status().as_str(),
            "StopDate": time::format(0),
        });
        if let Some(output) = execution.output() {
            description["Output"] = data(output);
            description["OutputDetails"] = json!({"Included": true});
        }
        for (key, value) in [("Error", execution.error()), ("Cause", execution.cause())] {
            if let Some(value) = value {
                description[key] = value.into();
            }
        }
        if action(call) == "startSyncExecution" {
            return Reply::ok(description).after(execution.duration());
        }
        let reply = match execution.status() {
            Status::Succeeded => Reply::ok(description),
            _ => Reply::error("States.TaskFailed", description.to_string()),
        };
        reply.after(execution.duration()).submitted(started)
    }
}
