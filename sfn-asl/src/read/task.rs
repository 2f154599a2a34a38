//! Task, Wait and Fail.

use super::fields::{CREDENTIALS_JSON_PATH, CREDENTIALS_JSONATA};
use super::object::Object;
use super::query::{FAILURE, REFERENCE};
use crate::diag::Diagnostics;
use crate::diag::messages::fields as messages;
use crate::machine::{QueryLanguage, StateKind, Task, Wait};
use crate::value::{Text, Value, ValueKind};

pub(super) fn task(cx: &mut Diagnostics, object: &Object) -> Task {
    let resource = object.text(cx, "Resource");
    if object.value("Resource").is_none() {
        messages::no_resource(cx, object.loc);
    }
    Task {
        resource: resource.unwrap_or_else(|| Text::new(String::new(), object.loc)),
        timeout: object.number_or_query(cx, "TimeoutSeconds", REFERENCE),
        heartbeat: object.number_or_query(cx, "HeartbeatSeconds", REFERENCE),
        credentials: credentials(cx, object),
    }
}

fn credentials(cx: &mut Diagnostics, object: &Object) -> Option<Value> {
    let value = object.value("Credentials")?;
    let ValueKind::Object(_) = &value.kind else {
        messages::no_role(cx, value.loc, &value.kind);
        return None;
    };
    let shape = match object.language {
        QueryLanguage::JsonPath => CREDENTIALS_JSON_PATH,
        QueryLanguage::Jsonata => CREDENTIALS_JSONATA,
    };
    let fields = Object::new(cx, value, shape, object.language)?;
    // Queries are read in whatever else stands there, too.
    let credentials = object.template(cx, "Credentials");
    if fields.value("RoleArn").or_else(|| fields.value("RoleArn.$")).is_none() {
        messages::no_role(cx, value.loc, &value.kind);
        return None;
    }
    if fields.value("RoleArn").is_some() {
        fields.text(cx, "RoleArn")?;
    }
    credentials
}

pub(super) fn wait(cx: &mut Diagnostics, object: &Object) -> Option<Wait> {
    const TIMES: &[&str] = &["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];
    object.exclusive(cx, TIMES, messages::two_waits);
    let Some((first, _)) = object.fields().find(|(name, _)| TIMES.contains(name)) else {
        if object.refused.is_empty() {
            messages::no_wait(cx, object.loc, object.language);
        }
        return None;
    };
    if first.starts_with("Seconds") {
        object.number_or_query(cx, "Seconds", REFERENCE).map(Wait::Seconds)
    } else {
        object.text_or_query(cx, "Timestamp", REFERENCE).map(Wait::Timestamp)
    }
}

pub(super) fn fail(cx: &mut Diagnostics, object: &Object) -> StateKind {
    StateKind::Fail {
        error: object.text_or_query(cx, "Error", FAILURE),
        cause: object.text_or_query(cx, "Cause", FAILURE),
    }
}
