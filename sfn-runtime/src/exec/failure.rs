//! What makes a state fail, in the service's words.
//!
//! Source of the texts: recordings on AWS, unless stated otherwise.

use std::sync::Arc;

use crate::query::value::Json;
use crate::query::wording::shown;
use crate::query::{Fault, TemplateFault, jsonata};

/// An error of a state.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    /// Its name; nothing if whoever failed gave none.
    pub(crate) error: Option<Arc<str>>,
    pub(crate) cause: Option<Arc<str>>,
    /// Whether the cause is to say which state it happened in.
    pub(crate) in_state: bool,
    /// A name that retriers and catchers may also know it by.
    pub(crate) alias: Option<&'static str>,
    /// The field, if evaluating JSONata failed.
    pub(crate) evaluation: Option<Evaluation>,
}

/// Where JSONata failed.
#[derive(Clone, Debug)]
pub(crate) struct Evaluation {
    /// `Output/a`; nothing where the service says none.
    pub(crate) location: Option<String>,
}

pub(crate) const RUNTIME: &str = "States.Runtime";
pub(crate) const TIMEOUT: &str = "States.Timeout";
pub(crate) const DATA_LIMIT: &str = "States.DataLimitExceeded";
pub(crate) const QUERY: &str = "States.QueryEvaluationError";

impl Failure {
    pub(crate) fn new(error: Option<&str>, cause: Option<&str>) -> Failure {
        Failure {
            error: error.map(Arc::from),
            cause: cause.map(Arc::from),
            in_state: false,
            alias: None,
            evaluation: None,
        }
    }

    /// An error of the service itself, which says what state it happened in.
    pub(crate) fn service(error: &str, cause: impl Into<String>) -> Failure {
        Failure { in_state: true, ..Failure::new(Some(error), Some(&cause.into())) }
    }

    /// Fatal: nothing retries or catches it.
    pub(crate) fn runtime(cause: impl Into<String>) -> Failure {
        Failure::service(RUNTIME, cause)
    }

    /// An expression, or the value it gave, will not do.
    pub(crate) fn evaluation(location: Option<&str>, cause: impl Into<String>) -> Failure {
        let evaluation = Evaluation { location: location.map(str::to_owned) };
        Failure { evaluation: Some(evaluation), ..Failure::service(QUERY, cause) }
    }

    pub(crate) fn timeout() -> Failure {
        Failure::new(Some(TIMEOUT), None)
    }

    /// The service reports a missed heartbeat as a timeout, and documents a name of its own for it.
    pub(crate) fn heartbeat() -> Failure {
        Failure { alias: Some("States.HeartbeatTimeout"), ..Failure::timeout() }
    }

    pub(crate) fn too_large(whose: &str) -> Failure {
        let cause = format!(
            "The state/task '{whose}' returned a result with a size exceeding the maximum number of bytes service limit."
        );
        Failure::new(Some(DATA_LIMIT), Some(&cause))
    }

    /// A path in a field that takes nothing else: `InputPath`, `TimeoutSecondsPath`.
    pub(crate) fn of_path(text: &str, fault: Fault) -> Failure {
        match fault {
            Fault::Missing(missing) => Failure::runtime(format!("Invalid path '{text}' : {}", missing.0)),
            other => Failure::of_query("", text, &Json::Null, other),
        }
    }

    /// A query that is the value of the field `field`, over `input`.
    pub(crate) fn of_query(field: &str, text: &str, input: &Json, fault: Fault) -> Failure {
        match fault {
            Fault::Missing(_) => Failure::runtime(format!(
                "The JSONPath '{text}' specified for the field '{field}' could not be found in the input '{input}'"
            )),
            // Reported by users of the service with this text.
            Fault::MissingArgument(path) => Failure::runtime(format!(
                "The function '{text}' had the following error: The JsonPath argument for the field '{path}' could \
                 not be found in the input '{input}'"
            )),
            Fault::Intrinsic(why) => Failure::service(
                "States.IntrinsicFailure",
                format!("The function '{text}' had the following error: {why}"),
            ),
            Fault::Jsonata(fault) => {
                let expression = jsonata_text(text);
                let what = match fault {
                    jsonata::Fault::Undefined => "returned nothing (undefined).".to_owned(),
                    jsonata::Fault::Unsupported => "returned an unsupported result type.".to_owned(),
                    jsonata::Fault::Error(message) => {
                        format!("threw an error during evaluation{}", shown(&message))
                    }
                };
                let cause =
                    format!("The JSONata expression '{expression}' specified for the field '{field}' {what}");
                Failure::evaluation(Some(field), cause)
            }
        }
    }

    /// A query in the template `field`, over `input`.
    pub(crate) fn of_template(field: &str, input: &Json, fault: TemplateFault<'_>) -> Failure {
        let text = &fault.query.text;
        match fault.fault {
            Fault::Jsonata(_) => {
                Failure::of_query(&format!("{field}{}", fault.location), text, input, fault.fault)
            }
            _ => {
                let key = fault.key.map_or_else(|| field.to_owned(), |it| format!("{it}.$"));
                Failure::of_query(&key, text, input, fault.fault)
            }
        }
    }

    /// An expression gave something of the wrong type.
    pub(crate) fn unexpected_type(field: &str, text: &str, expected: &str, found: &Json) -> Failure {
        let cause = format!(
            "The JSONata expression '{}' specified for the field '{field}' returned an unexpected result type. \
             Expected '{expected}', but was '{}' for value: {found}",
            jsonata_text(text),
            found.type_name()
        );
        Failure::evaluation(Some(field), cause)
    }

    /// Whether nothing retries or catches it, not even by name.
    pub(crate) fn is_fatal(&self) -> bool {
        self.error.as_deref() == Some(RUNTIME)
    }

    /// Whether `ErrorEquals` has it.
    pub(crate) fn matches(&self, names: &[Arc<str>]) -> bool {
        let error = self.error.as_deref();
        names.iter().any(|name| match &**name {
            "States.ALL" => true,
            "States.TaskFailed" => error.is_some_and(|it| it != TIMEOUT),
            name => error == Some(name) || self.alias == Some(name),
        })
    }

    /// The Error Output of catchers.
    pub(crate) fn output(&self) -> Json {
        let text = |it: &Option<Arc<str>>| it.as_ref().map_or(Json::Null, |it| Json::String(it.clone()));
        match (&self.error, &self.cause) {
            // A timeout has no cause, and none is made up.
            (Some(error), None) => {
                Json::of([("Error", Json::String(error.clone())), ("Cause", Json::text(""))])
            }
            (error, cause) => Json::of([("Error", text(error)), ("Cause", text(cause))]),
        }
    }
}

fn jsonata_text(text: &str) -> &str {
    sfn_asl::value::jsonata_body(text).unwrap_or(text).trim()
}
