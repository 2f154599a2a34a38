//! Runs machines in this process, for tests.
//!
//! The executor interprets the very definition that is deployed, with mocks in place of its tasks and a clock of its
//! own: a year of Wait takes no time, and two runs are the same to the last UUID.
//!
//! ```
//! use serde_json::json;
//! use sfn_runtime::exec::{Executor, Reply, sequence};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut executor = Executor::new(
//!     r#"{
//!         "StartAt": "Charge",
//!         "States": {
//!             "Charge": {
//!                 "Type": "Task",
//!                 "Resource": "arn:aws:states:::lambda:invoke",
//!                 "Parameters": {"FunctionName": "charge", "Payload.$": "$"},
//!                 "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 60}],
//!                 "OutputPath": "$.Payload",
//!                 "End": true
//!             }
//!         }
//!     }"#,
//! )?
//! .mock("Charge", sequence([Reply::error("Busy", "later"), Reply::ok(json!({"Payload": "paid"}))]));
//!
//! let execution = executor.run(json!({"order": 1}))?;
//! execution.assert_output("paid").assert_visited(&["Charge"]);
//! assert_eq!(execution.duration().as_secs(), 60);
//! # Ok(())
//! # }
//! ```
//!
//! Mocks can be [`asynchronous`] too, on any runtime: the tasks of a Map or Parallel are then waited for side by side.
//!
//! ```
//! use std::time::Duration;
//!
//! use serde_json::json;
//! use sfn_runtime::exec::{Call, Executor, asynchronous};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut executor = Executor::new(
//!     r#"{
//!         "StartAt": "Each",
//!         "States": {
//!             "Each": {
//!                 "Type": "Map",
//!                 "ItemProcessor": {
//!                     "StartAt": "Double",
//!                     "States": {
//!                         "Double": {
//!                             "Type": "Task",
//!                             "Resource": "arn:aws:lambda:us-east-1:123456789012:function:double",
//!                             "End": true
//!                         }
//!                     }
//!                 },
//!                 "End": true
//!             }
//!         }
//!     }"#,
//! )?
//! .mock(
//!     "Double",
//!     asynchronous(async |call: Call| {
//!         tokio::time::sleep(Duration::from_millis(20)).await; // 30 items take as long as one
//!         json!(call.input().as_u64().unwrap_or_default() * 2)
//!     }),
//! );
//!
//! let items: Vec<u64> = (0..30).collect();
//! let execution = executor.run_async(json!(items)).await?;
//! execution.assert_output(items.iter().map(|it| it * 2).collect::<Vec<_>>());
//! # Ok(())
//! # }
//! ```
//!
//! Everything is computed from the definition, the input, the replies and the seed; nothing else is read. Behaviour
//! and texts of errors are held against executions that were recorded on AWS.

mod asynchronous;
mod choice;
mod compile;
mod context;
mod coverage;
mod data;
mod definition;
mod engine;
mod errors;
mod execution;
mod executor;
mod failure;
mod group;
mod handler;
mod history;
mod jsonata;
mod map;
mod map_run;
mod mock;
mod plan;
mod reader;
#[cfg(test)]
mod reader_tests;
mod redrive;
#[cfg(test)]
mod redrive_tests;
mod settings;
mod shapes;
mod states;
mod storage;
mod strand;
mod task;
mod test_request;
mod test_state;
#[cfg(test)]
mod tests;
mod timer;

pub use coverage::Coverage;
pub use definition::{Definition, DefinitionError, Problem};
pub use execution::{Execution, Status};
pub use executor::{Executor, RunError};
pub use handler::handler;
pub use history::{Event, Step};
pub use jsonata::{Jsonata, JsonataError};
pub use map_run::{ChildExecution, MapRun};
pub use mock::{Answer, AnsweredBy, Call, Reply, Sequence, Service, TaskError, asynchronous, sequence};
pub use shapes::FieldValidation;
pub use test_state::{TestState, TestStateError, TestStatus, Tested};
