//! What the service refuses of a request to test a state, and what a mock of a Map comes to.

use serde_json::Value;

use super::engine::Engine;
use super::failure::Failure;
use super::plan::{Kind, Map, State};
use super::shapes;
use super::test_state::{Mocked, TestState, TestStateError, refused};
use crate::query::value::Json;

impl TestState {
    pub(super) fn check_mock(&self, state: &State) -> Result<(), TestStateError> {
        let Some(mock) = &self.mock else {
            return match &state.kind {
                Kind::Map(_) | Kind::Parallel { .. } => Err(TestStateError::Unsupported(
                    "TestState API does not support Map or Parallel states. Supported state types include: \
                     [Task, Wait, Pass, Succeed, Fail, Choice]"
                        .to_owned(),
                )),
                _ => Ok(()),
            };
        };
        if !state.kind.handles_errors() {
            let kind = state.kind.name();
            return refused(format!("State type '{kind}' is not supported when a mock is specified"));
        }
        let Mocked::Result(result) = mock else { return Ok(()) };
        match &state.kind {
            Kind::Map(map) if map.exports() => {
                let message = "Mocked result must be a JSON object.";
                return if result.is_object() { Ok(()) } else { refused(message) };
            }
            Kind::Map(_) | Kind::Parallel { .. } if !result.is_array() => {
                return refused("Mocked result must be an array.");
            }
            Kind::Map(_)
                if self
                    .failed_iterations
                    .is_some_and(|it| result.as_array().is_some_and(|all| it > all.len() as u64)) =>
            {
                return refused(
                    "Map iteration failure count must be less than or equal to the number of Map iterations",
                );
            }
            Kind::Task(task) => {
                let (service, action) = task.kind.names();
                if let Err(what) = shapes::check(service, action, result, self.validation) {
                    return refused(format!("Mock result schema validation error: {what}"));
                }
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn check_context(&self, state: &State) -> Result<(), TestStateError> {
        let Some(context) = self.context.as_ref().and_then(Value::as_object) else { return Ok(()) };
        const FIELDS: &[(&str, &[&str])] = &[
            ("Execution", &["Id", "Input", "Name", "RoleArn", "StartTime", "RedriveCount", "RedriveTime"]),
            ("State", &["EnteredTime", "Name", "RetryCount"]),
            ("StateMachine", &["Id", "Name"]),
            ("Task", &["Token"]),
        ];
        let has_token = matches!(&state.kind, Kind::Task(task) if task.kind.has_token());
        for (name, value) in context {
            let Some((_, fields)) = FIELDS.iter().find(|it| it.0 == name) else {
                return refused(match name.as_str() {
                    "Map" => "Invalid Context object provided: 'Map' field is not supported when mocking a Context object".to_owned(),
                    _ => format!("Invalid Context object provided: Field '{name}' is not allowed"),
                });
            };
            if name == "Task" && !has_token {
                return refused(
                    "Context object contains 'Task' when state is not a Task state with a '.sync' or \
                     '.waitForTaskToken' service integration pattern",
                );
            }
            let unknown =
                value.as_object().and_then(|it| it.keys().find(|it| !fields.contains(&it.as_str())));
            if let Some(unknown) = unknown {
                return refused(format!("Invalid Context object provided: Field '{unknown}' is not allowed"));
            }
        }
        Ok(())
    }
}

/// The states that a state names, in its own scope.
pub(super) fn targets(state: &Value, names: &mut Vec<String>) {
    let mut add = |value: &Value| names.extend(value.as_str().map(str::to_owned));
    add(&state["Next"]);
    add(&state["Default"]);
    for list in ["Choices", "Catch"] {
        state[list].as_array().into_iter().flatten().for_each(|it| add(&it["Next"]));
    }
}

impl Engine {
    /// What a mocked Map comes to: too many failures, or the mock.
    pub(super) fn mocked_map(
        &self,
        map: &Map,
        mocked: Result<Json, Failure>,
        tolerated_count: Option<f64>,
        tolerated_percentage: Option<f64>,
    ) -> Result<Json, Failure> {
        let result = mocked?;
        let (Some(failed), true) = (self.failed_iterations, map.distributed) else { return Ok(result) };
        let total = result.as_array().map_or(0, <[Json]>::len).max(1);
        let percentage = 100.0 * failed as f64 / total as f64;
        // Without tolerances, nothing is exceeded (recorded).
        if tolerated_count.is_some_and(|it| failed as f64 > it)
            || tolerated_percentage.is_some_and(|it| percentage > it)
        {
            let cause = "The specified tolerated failure threshold was exceeded";
            return Err(Failure::new(Some(super::map::THRESHOLD), Some(cause)));
        }
        Ok(result)
    }
}
