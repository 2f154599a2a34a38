//! What the service refuses of a request to test a state, and what a mock of a Map comes to.

use serde_json::Value;

use super::engine::Engine;
use super::failure::Failure;
use super::plan::{Kind, Map, Plan, State};
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

    /// The state that an error comes from is one inside of the Map or Parallel.
    pub(super) fn check_cause(&self, plan: &Plan, state: &State) -> Result<(), TestStateError> {
        let Some(name) = &self.caused_by else { return Ok(()) };
        let mut scopes = match &state.kind {
            Kind::Map(map) => vec![map.processor],
            Kind::Parallel { branches } => branches.clone(),
            _ => return refused("errorCausedByState is for Map and Parallel states"),
        };
        while let Some(scope) = scopes.pop() {
            for state in &plan.scopes[scope].states {
                match &state.kind {
                    _ if *state.name == **name => return Ok(()),
                    Kind::Map(map) => scopes.push(map.processor),
                    Kind::Parallel { branches } => scopes.extend(branches),
                    _ => {}
                }
            }
        }
        refused(format!("errorCausedByState: there is no state '{name}' inside of the tested state"))
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
        let (Some(failed), true) = (self.probe.as_ref().and_then(|it| it.failed_iterations), map.distributed)
        else {
            return Ok(result);
        };
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::exec::{TestState, TestStatus, Tested};

    /// A distributed Map over what is read, in batches of two.
    fn map(reader: Value) -> TestState {
        let state = json!({
            "Type": "Map",
            "ItemReader": reader,
            "ItemSelector": {"n.$": "$$.Map.Item.Value", "from.$": "$$.Map.Item.Source", "k.$": "$.k"},
            "ItemBatcher": {"MaxItemsPerBatch": 2},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}},
            "Catch": [{"ErrorEquals": ["No"], "Next": "Handled"}],
            "End": true,
        });
        TestState::new(state.to_string()).input(json!({"k": 1}))
    }

    fn s3(config: Value) -> Value {
        json!({"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": config,
            "Parameters": {"Bucket": "b", "Key": "f"}})
    }

    fn inputs(tested: &Tested) -> [&Value; 3] {
        ["afterItemsPointer", "afterItemSelector", "afterItemBatcher"].map(|it| &tested.inspection[it])
    }

    #[test]
    fn what_a_reader_reads_is_given_and_followed() {
        let pointer = s3(json!({"InputType": "JSON", "ItemsPointer": "/xs", "MaxItems": 3}));
        let tested = map(pointer)
            .item_reader_data(r#"{"xs": [1, 2, 3, 4]}"#)
            .mock_result(json!(["a", "b"]))
            .run()
            .unwrap();
        assert_eq!(tested.status, TestStatus::Succeeded);
        let selected = |n: u32| json!({"n": n, "from": "S3://b/f", "k": 1});
        let batches = json!([{"Items": [selected(1), selected(2)]}, {"Items": [selected(3)]}]);
        let all = json!([selected(1), selected(2), selected(3)]);
        assert_eq!(inputs(&tested), [&json!([1, 2, 3, 4]), &all, &batches]);
        // Of what is not given, nothing is known.
        let csv = || s3(json!({"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}));
        let tested = map(csv()).mock_result(json!(["a"])).run().unwrap();
        assert_eq!(inputs(&tested), [&Value::Null; 3]);
        let tested = map(csv()).item_reader_data("a\n1").mock_result(json!(["a"])).run().unwrap();
        assert_eq!(tested.inspection["afterItemSelector"][0]["n"], json!({"a": "1"}));
        let wrong = map(s3(json!({"InputType": "JSON"}))).item_reader_data("{").mock_result(json!(["a"]));
        let failed = wrong.run().unwrap();
        assert_eq!(
            (failed.status, failed.error.as_deref()),
            (TestStatus::Failed, Some("States.ItemReaderFailed"))
        );
    }

    #[test]
    fn an_inline_map_shows_what_its_iterations_get() {
        let state = json!({
            "Type": "Map", "ItemSelector": {"i.$": "$$.Map.Item.Index"}, "End": true,
            "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}},
        });
        let tested = TestState::new(state.to_string())
            .input(json!(["a", "b"]))
            .mock_result(json!([1, 2]))
            .run()
            .unwrap();
        assert_eq!(tested.inspection["afterItemSelector"], json!([{"i": 0}, {"i": 1}]));
    }

    #[test]
    fn an_error_comes_from_a_state_inside() {
        let fails = |from: &str| {
            map(s3(json!({"InputType": "JSON"})))
                .mock_error(Some("No".to_owned()), None)
                .error_caused_by(from)
                .run()
        };
        let caught = fails("P").unwrap();
        assert_eq!((caught.status, caught.next_state.as_deref()), (TestStatus::CaughtError, Some("Handled")));
        assert!(fails("Q").unwrap_err().to_string().contains("there is no state 'Q' inside"));
    }
}
