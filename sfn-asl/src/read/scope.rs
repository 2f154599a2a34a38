//! Machines, branches and item processors.

use super::fields::{BRANCH, MACHINE, PROCESSOR, PROCESSOR_CONFIG, Shape};
use super::object::{Object, any_case, text};
use super::state::state_in;
use crate::diag::Diagnostics;
use crate::diag::messages::{document, fields as messages};
use crate::machine::{Body, Machine, Map, QueryLanguage, State};
use crate::value::{Spanned, Value, ValueKind};

/// A whole machine.
pub fn machine(cx: &mut Diagnostics, value: &Value) -> Machine {
    if !matches!(value.kind, ValueKind::Object(_)) {
        document::not_an_object(cx, value.loc, &value.kind);
        return Machine::default();
    }
    let query_language = any_case(value, "QueryLanguage").and_then(|it| query_language(cx, it));
    let language = query_language.as_ref().map_or(QueryLanguage::JsonPath, |it| it.value);
    let Some(object) = Object::new(cx, value, MACHINE, language) else { return Machine::default() };
    Machine {
        version: object.text(cx, "Version"),
        timeout_seconds: object.number(cx, "TimeoutSeconds"),
        query_language,
        body: outline(cx, &object, MACHINE, Languages::of(language)),
        ..Machine::default()
    }
}

/// What a state without a language of its own is in, and what it may be taken to be in.
#[derive(Clone, Copy)]
pub(super) struct Languages {
    pub(super) machine: QueryLanguage,
    /// That of the Map or Parallel around it, which is not inherited.
    pub(super) owner: QueryLanguage,
}

impl Languages {
    pub(super) fn of(machine: QueryLanguage) -> Languages {
        Languages { machine, owner: machine }
    }
}

/// A branch of a Parallel.
pub(super) fn branch(cx: &mut Diagnostics, value: &Value, languages: Languages) -> Body {
    match Object::new(cx, value, BRANCH, languages.machine) {
        Some(object) => outline(cx, &object, BRANCH, languages),
        None => Body { loc: value.loc, ..Body::default() },
    }
}

/// The processor of a Map, and its `ProcessorConfig`.
pub(super) fn processor(cx: &mut Diagnostics, value: &Value, languages: Languages, map: &mut Map) {
    map.processor.loc = value.loc;
    let Some(object) = Object::new(cx, value, PROCESSOR, languages.machine) else { return };
    if let Some(config) = object.object(cx, "ProcessorConfig", PROCESSOR_CONFIG) {
        map.mode = config.text(cx, "Mode");
        map.execution_type = config.text(cx, "ExecutionType");
    }
    map.processor = outline(cx, &object, PROCESSOR, languages);
}

fn outline(cx: &mut Diagnostics, object: &Object, shape: Shape, languages: Languages) -> Body {
    for field in ["StartAt", "States"] {
        if object.value(field).is_none() {
            document::missing_outline(cx, object.loc, shape.name, field);
        }
    }
    let start_at = object.text(cx, "StartAt");
    let states = states(cx, object, languages);
    Body {
        loc: object.loc,
        comment: object.text(cx, "Comment"),
        // Without states there is nothing to start at, and why has been said.
        start_at: start_at.filter(|_| states.is_some()),
        states: states.unwrap_or_default(),
    }
}

fn states(cx: &mut Diagnostics, object: &Object, languages: Languages) -> Option<Vec<State>> {
    let value = object.value("States")?;
    let ValueKind::Object(fields) = &value.kind else {
        messages::wrong_type(cx, value.loc, "`States`", "an object", &value.kind);
        return None;
    };
    Some(fields.iter().map(|it| state_in(cx, it.key.clone(), &it.value, languages)).collect())
}

/// The service takes a language that does not exist for JSONata when it judges the fields.
pub(super) fn query_language(cx: &mut Diagnostics, value: &Value) -> Option<Spanned<QueryLanguage>> {
    let name = text(cx, "QueryLanguage", value)?;
    let language = match name.value.as_str() {
        "JSONPath" => QueryLanguage::JsonPath,
        "JSONata" => QueryLanguage::Jsonata,
        _ => {
            messages::unknown_language(cx, &name);
            if name.value.eq_ignore_ascii_case("JSONPath") {
                QueryLanguage::JsonPath
            } else {
                QueryLanguage::Jsonata
            }
        }
    };
    Some(Spanned::new(language, value.loc))
}
