//! EventBridge: what was put on its buses.

use serde_json::{Value, json};

use super::{Shared, action, answer, id, unknown};
use crate::exec::{Call, Reply, Service};

/// Amazon EventBridge, as a sender sees it. Every bus exists.
#[derive(Clone, Debug, Default)]
pub struct EventBridge(Shared<Vec<Event>>);

/// An event that was accepted.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Event {
    /// `EventBusName`: `default` if the request says none.
    pub bus: String,
    /// `Source`
    pub source: String,
    /// `DetailType`
    pub detail_type: String,
    /// `Detail`, parsed.
    pub detail: Value,
}

impl EventBridge {
    /// Buses without events.
    pub fn new() -> EventBridge {
        EventBridge::default()
    }

    /// All events that were accepted, in order.
    pub fn events(&self) -> Vec<Event> {
        self.0.lock().clone()
    }
}

impl Service for EventBridge {
    fn call(&mut self, call: &Call) -> Reply {
        if action(call) != "putEvents" {
            return unknown(call);
        }
        let mut all = self.0.lock();
        let mut entries = Vec::new();
        let mut failed = 0;
        for entry in call.input()["Entries"].as_array().into_iter().flatten() {
            match accepted(entry) {
                Ok(event) => {
                    all.push(event);
                    entries.push(json!({"EventId": id(all.len())}));
                }
                Err(refusal) => {
                    failed += 1;
                    entries.push(refusal);
                }
            }
        }
        let result = json!({"Entries": entries, "FailedEntryCount": failed});
        // The optimised integration fails as a whole (recorded); the SDK's leaves it to the caller to look.
        if failed > 0 && !call.service().starts_with("aws-sdk:") {
            return Reply::error("EventBridge.FailedEntry", result.to_string());
        }
        answer(call, all.len(), result)
    }
}

fn accepted(entry: &Value) -> Result<Event, Value> {
    let text = |key: &str| entry[key].as_str().filter(|it| !it.is_empty()).map(str::to_owned);
    let missing = |key: &str| {
        let message = format!("Parameter {key} is not valid. Reason: {key} is a required argument.");
        json!({"ErrorCode": "InvalidArgument", "ErrorMessage": message})
    };
    let detail = match &entry["Detail"] {
        Value::String(text) => serde_json::from_str(text).unwrap_or_default(),
        other => other.clone(),
    };
    let source = text("Source").ok_or_else(|| missing("Source"))?;
    let detail_type = text("DetailType").ok_or_else(|| missing("DetailType"))?;
    if !detail.is_object() {
        return Err(json!({"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."}));
    }
    Ok(Event {
        bus: text("EventBusName").unwrap_or_else(|| "default".to_owned()),
        source,
        detail_type,
        detail,
    })
}
