//! Services in memory, good enough to test a machine against, and to look into afterwards.
//!
//! Each is a handle: give a clone to [`Executor::mock_resource`](crate::exec::Executor::mock_resource), and ask the
//! other what happened. They answer the optimised integration and the one of the AWS SDK alike.
//!
//! ```
//! use serde_json::json;
//! use sfn_runtime::exec::Executor;
//! use sfn_runtime::fakes::Sqs;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let queue = Sqs::new();
//! let mut executor = Executor::new(
//!     r#"{
//!         "StartAt": "Tell",
//!         "States": {
//!             "Tell": {
//!                 "Type": "Task",
//!                 "Resource": "arn:aws:states:::sqs:sendMessage",
//!                 "Parameters": {"QueueUrl": "orders", "MessageBody": {"id.$": "$.id"}},
//!                 "End": true
//!             }
//!         }
//!     }"#,
//! )?
//! .mock_resource("sqs", queue.clone());
//!
//! executor.run(json!({"id": 7}))?.assert_succeeded();
//! assert_eq!(queue.messages("orders"), [r#"{"id":7}"#]);
//! # Ok(())
//! # }
//! ```

use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::{Value, json};

use crate::exec::{Call, Reply};
use crate::query::random::Random;

mod dynamodb;
mod events;
mod messages;
mod nested;
mod s3;

#[cfg(test)]
mod tests;

pub use dynamodb::DynamoDb;
pub use events::{Event, EventBridge};
pub use messages::{Sns, Sqs};
pub use nested::Nested;
pub use s3::S3;

/// What the handles of one fake share.
#[derive(Debug, Default)]
struct Shared<T>(Arc<Mutex<T>>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(self.0.clone())
    }
}

impl<T> Shared<T> {
    /// A test that panicked elsewhere leaves the data as they are.
    fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(|it| it.into_inner())
    }
}

/// The same in every run: the `n`th id that a fake gives.
fn id(n: usize) -> String {
    Random::new(n as u64).uuid()
}

/// A text as it is; anything else as JSON, as the service sends it.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The action, whatever the pattern: `putItem`.
fn action(call: &Call) -> &str {
    call.action().split_once('.').map_or(call.action(), |it| it.0)
}

/// An answer; an optimised integration adds what it says of HTTP.
fn answer(call: &Call, n: usize, mut result: Value) -> Reply {
    if let (false, Some(fields)) = (call.service().starts_with("aws-sdk:"), result.as_object_mut()) {
        fields.insert("SdkHttpMetadata".to_owned(), json!({"HttpStatusCode": 200}));
        fields.insert("SdkResponseMetadata".to_owned(), json!({"RequestId": id(n)}));
    }
    match call.token() {
        // Whoever gets the token answers the task; the fake only takes the request.
        Some(_) => Reply::unanswered().submitted(result),
        None => Reply::ok(result),
    }
}

/// What a service refuses a request with.
struct Refused<'a> {
    /// The name of the error in an optimised integration, and in one of the AWS SDK.
    names: [&'a str; 2],
    /// What either calls the service in a cause.
    services: [&'a str; 2],
    status: u16,
    code: &'a str,
}

impl Refused<'_> {
    /// The error, in the words of the kind of integration (recorded).
    fn with(&self, call: &Call, message: &str) -> Reply {
        let ([_, name], [_, service]) = (self.names, self.services);
        if call.service().starts_with("aws-sdk:") {
            let details =
                format!("(Service: {service}, Status Code: {}, Request ID: {})", self.status, id(0));
            return Reply::error(name, format!("{message} {details}"));
        }
        let ([name, _], [service, _]) = (self.names, self.services);
        let details = format!(
            "(Service: {service}; Status Code: {}; Error Code: {}; Request ID: {}; Proxy: null)",
            self.status,
            self.code,
            id(0)
        );
        Reply::error(name, format!("{message} {details}"))
    }
}

fn unknown(call: &Call) -> Reply {
    Reply::invalid(format!("the fake does not know {}", call.action()))
}
