//! Functions in Rust types that answer tasks.

use std::any::type_name;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;
use serde_json::{Value, json};

use super::mock::{Call, Reply, Service, TaskError};

/// A function in the types of the workflow: what a task gives is read with serde, and what comes back is written.
///
/// It answers calls of declared functions and activities, and `lambda:invoke`, whose `Payload` it takes and gives. What
/// cannot be read is a mistake of the test: the run ends with [`RunError::Mock`](super::RunError::Mock).
///
/// ```
/// use sfn_runtime::exec::{Executor, TaskError, handler};
/// use sfn_runtime::state_machine;
///
/// #[derive(serde::Deserialize)]
/// struct Charge {
///     amount: u64,
/// }
///
/// #[derive(serde::Serialize)]
/// enum ChargeError {
///     CardDeclined,
/// }
///
/// state_machine! {
///     machine Checkout {
///         resource charge: lambda::Function;
///         "Charge": $.receipt = charge { amount: $.total } catch { "CardDeclined" => fail "Unpaid" };
///         succeed;
///     }
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut executor = Executor::of::<Checkout>()?.mock(
///     "Charge",
///     handler(|it: Charge| match it.amount {
///         0..1000 => Ok(format!("r-{}", it.amount)),
///         _ => Err(TaskError::named(&ChargeError::CardDeclined, "too much")),
///     }),
/// );
/// let paid = executor.run(serde_json::json!({ "total": 12 }))?;
/// paid.assert_output(serde_json::json!({ "total": 12, "receipt": "r-12" }));
/// executor.run(serde_json::json!({ "total": 1200 }))?.assert_failed("Unpaid");
/// # Ok(())
/// # }
/// ```
pub fn handler<I, O>(mut handle: impl FnMut(I) -> Result<O, TaskError> + Send) -> impl Service
where
    I: DeserializeOwned,
    O: Serialize,
{
    move |call: &Call| {
        let is_invoke = call.service() == "lambda" && call.input().get("FunctionName").is_some();
        let given =
            if is_invoke { call.input().get("Payload").unwrap_or(&Value::Null) } else { call.input() };
        let input = match serde_json::from_value(given.clone()) {
            Ok(input) => input,
            Err(error) => {
                return Reply::invalid(format!("no {} can be read from {given}: {error}", type_name::<I>()));
            }
        };
        match handle(input).map(|it| serde_json::to_value(it)) {
            Ok(Ok(result)) if is_invoke => Reply::ok(json!({ "Payload": result, "StatusCode": 200 })),
            Ok(Ok(result)) => Reply::ok(result),
            Ok(Err(error)) => Reply::invalid(format!("{} has no JSON: {error}", type_name::<O>())),
            Err(error) => Reply::error(error.error, error.cause),
        }
    }
}

impl TaskError {
    /// An error whose name is what serde writes of a variant without data, as `lambda::Function<In, Out, Errors>` names
    /// errors. Of anything else the name is its JSON.
    pub fn named(error: &impl Serialize, cause: impl Into<String>) -> TaskError {
        let name = match serde_json::to_value(error) {
            Ok(Value::String(name)) => name,
            Ok(other) => other.to_string(),
            Err(error) => error.to_string(),
        };
        TaskError::new(name, cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exec::{Executor, RunError};

    fn machine(resource: &str, parameters: &Value) -> Executor {
        let task = json!({ "Type": "Task", "Resource": resource, "Parameters": parameters, "End": true });
        let definition = json!({ "StartAt": "Double", "States": { "Double": task } });
        Executor::new(&definition.to_string()).expect("a definition")
    }

    #[test]
    fn an_invocation_gives_and_takes_a_payload() {
        let parameters = json!({ "FunctionName": "double", "Payload.$": "$.n" });
        let mut executor = machine("arn:aws:states:::lambda:invoke", &parameters)
            .mock("Double", handler(|it: u32| Ok(it * 2)));
        let execution = executor.run(json!({ "n": 4 })).expect("a mock");
        execution.assert_output(json!({ "Payload": 8, "StatusCode": 200 }));
    }

    #[test]
    fn what_cannot_be_read_is_a_mistake_of_the_test() {
        let mut executor =
            machine("arn:aws:lambda:us-east-1:123456789012:function:double", &json!({ "n": 4 }))
                .mock("Double", handler(|it: u32| Ok(it * 2)));
        let Err(RunError::Mock { state, message }) = executor.run(json!({})) else { panic!("it ran") };
        assert_eq!(state, "Double");
        assert!(message.starts_with(r#"no u32 can be read from {"n":4}: invalid type: map"#), "{message}");
    }

    #[test]
    fn errors_have_the_names_of_serde() {
        #[derive(serde::Serialize)]
        #[serde(rename_all = "kebab-case")]
        enum Fault {
            CardDeclined,
        }
        assert_eq!(TaskError::named(&Fault::CardDeclined, "no"), TaskError::new("card-declined", "no"));
    }
}
