//! What tasks give: by the model of the API, and what is certain to be there.

use std::rc::Rc;

use super::shape::{Field, Object, Shape};
use crate::catalog;
use crate::check::outline::Outline;
use crate::resource::{Call, Pattern, Resource};
use crate::sdk::{self, Typed};

/// The fields of results of which recordings and the Developer Guide say which are always there; `?` is behind those
/// that may be absent.
const RESULTS: &[(&str, &str)] = &[
    ("apigateway:invoke", "Headers ResponseBody? StatusCode StatusText"),
    ("events:putEvents", "Entries FailedEntryCount SdkHttpMetadata SdkResponseMetadata"),
    ("http:invoke", "Headers ResponseBody? StatusCode StatusText"),
    (
        "lambda:invoke",
        "ExecutedVersion Payload? StatusCode FunctionError? LogResult? SdkHttpMetadata SdkResponseMetadata",
    ),
    ("sns:publish", "MessageId SequenceNumber? SdkHttpMetadata SdkResponseMetadata"),
    (
        "sqs:sendMessage",
        "MD5OfMessageBody MD5OfMessageAttributes? MD5OfMessageSystemAttributes? MessageId SequenceNumber? \
         SdkHttpMetadata SdkResponseMetadata",
    ),
    ("states:startExecution", "ExecutionArn StartDate SdkHttpMetadata SdkResponseMetadata"),
    ("dynamodb:getItem", "Item? ConsumedCapacity? SdkHttpMetadata SdkResponseMetadata"),
    (
        "dynamodb:putItem",
        "Attributes? ConsumedCapacity? ItemCollectionMetrics? SdkHttpMetadata SdkResponseMetadata",
    ),
    (
        "dynamodb:updateItem",
        "Attributes? ConsumedCapacity? ItemCollectionMetrics? SdkHttpMetadata SdkResponseMetadata",
    ),
    (
        "dynamodb:deleteItem",
        "Attributes? ConsumedCapacity? ItemCollectionMetrics? SdkHttpMetadata SdkResponseMetadata",
    ),
];

/// What each state gives if it is a Task, by state. Most Tasks of a machine call the same few actions.
pub(super) fn of_states(outline: &Outline) -> Vec<Shape> {
    let mut known = vec![None; RESULTS.len()];
    outline.sites.iter().map(|it| of(it.resource.as_ref(), &mut known)).collect()
}

/// The result of a Task that calls `resource`; `known` has those of the rows that were asked for.
fn of(resource: Option<&Resource>, known: &mut [Option<Shape>]) -> Shape {
    match resource {
        Some(resource @ Resource::Sdk(_)) => sdk::given(resource).map_or(Shape::Any, Shape::api),
        Some(Resource::Integration(Call { service, action, pattern: Some(pattern), .. })) => {
            of_integration(service, action, *pattern, known)
        }
        _ => Shape::Any,
    }
}

fn of_integration(service: &str, action: &str, pattern: Pattern, known: &mut [Option<Shape>]) -> Shape {
    // The input and output of the child are text, unless the call ends in `:2`.
    if (service, action, pattern) == ("states", "startExecution", Pattern::Sync) {
        let text = |name: &str| Field { name: name.into(), shape: Shape::Text, is_optional: true };
        let fields = vec![text("Input"), text("Output")];
        return Shape::Object(Rc::new(Object {
            fields,
            is_open: true,
            call: Some("states:startExecution.sync"),
        }));
    }
    let output = || catalog::action(service, action).and_then(|it| it.output(pattern));
    let is_called = |call: &str| {
        call.len() == service.len() + 1 + action.len() && call.ends_with(action) && call.starts_with(service)
    };
    let row = RESULTS.iter().position(|it| is_called(it.0));
    match row.filter(|_| pattern == Pattern::RequestResponse) {
        Some(row) => {
            known[row].get_or_insert_with(|| result(RESULTS[row].0, RESULTS[row].1, output())).clone()
        }
        None => output().map_or(Shape::Any, Shape::api),
    }
}

fn result(call: &'static str, fields: &str, output: Option<Typed>) -> Shape {
    let field = |name: &str| {
        let plain = name.trim_end_matches('?');
        let shape = match (plain, output.and_then(|it| it.field(plain))) {
            (_, Some(shape)) => Shape::api(shape),
            ("StatusCode", None) => Shape::Number,
            ("ExecutedVersion" | "StatusText", None) => Shape::Text,
            _ => Shape::Any,
        };
        Field { name: plain.into(), shape, is_optional: plain.len() < name.len() }
    };
    let fields = fields.split_whitespace().map(field).collect();
    Shape::Object(Rc::new(Object { fields, is_open: false, call: Some(call) }))
}
