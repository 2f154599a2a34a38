//! What tasks give, as far as the service says so for every call.

use std::rc::Rc;

use super::shape::{Field, Object, Shape};
use crate::check::outline::Outline;
use crate::resource::{Call, Pattern, Resource};
use crate::sdk;

/// The fields of results, by call; `?` behind those that may be absent. Source: recordings, and the examples of the
/// Developer Guide.
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
    if let Some(Resource::Sdk(Call { service, action, pattern: Some(Pattern::RequestResponse), .. })) =
        resource
    {
        return sdk::result(service, action, "").map_or(Shape::Any, Shape::sdk);
    }
    let Some(Resource::Integration(Call { service, action, pattern: Some(pattern), .. })) = resource else {
        return Shape::Any;
    };
    match pattern {
        Pattern::RequestResponse => {
            let is_called = |call: &str| {
                call.len() == service.len() + 1 + action.len()
                    && call.ends_with(action)
                    && call.starts_with(service)
            };
            let Some(row) = RESULTS.iter().position(|it| is_called(it.0)) else { return Shape::Any };
            known[row].get_or_insert_with(|| result(RESULTS[row].0, RESULTS[row].1)).clone()
        }
        // The input and output of the child are text, unless the call ends in `:2`.
        Pattern::Sync if (*service, *action) == ("states", "startExecution") => {
            let text = |name: &str| Field { name: name.into(), shape: Shape::Text, is_optional: true };
            let fields = vec![text("Input"), text("Output")];
            Shape::Object(Rc::new(Object { fields, is_open: true, call: Some("states:startExecution.sync") }))
        }
        _ => Shape::Any,
    }
}

fn result(call: &'static str, fields: &str) -> Shape {
    let field = |name: &str| {
        let plain = name.trim_end_matches('?');
        let shape = match plain {
            "StatusCode" | "FailedEntryCount" => Shape::Number,
            "Entries" => Shape::list(Shape::Any),
            "MessageId" | "ExecutionArn" | "ExecutedVersion" | "StatusText" => Shape::Text,
            _ => Shape::Any,
        };
        Field { name: plain.into(), shape, is_optional: plain.len() < name.len() }
    };
    let fields = fields.split_whitespace().map(field).collect();
    Shape::Object(Rc::new(Object { fields, is_open: false, call: Some(call) }))
}
