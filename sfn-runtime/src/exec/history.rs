//! What happened, event by event, as `GetExecutionHistory` tells it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::query::time;
use crate::query::value::Json;

/// One event of a history.
#[derive(Clone, Debug)]
pub struct Event {
    pub(crate) id: u64,
    pub(crate) previous: u64,
    pub(crate) at: i128,
    pub(crate) kind: &'static str,
    pub(crate) trail: Option<Arc<Trail>>,
    pub(crate) name: Option<Arc<str>>,
    pub(crate) data: Option<Json>,
    pub(crate) details: Option<Box<Details>>,
}

/// What only some events have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Details {
    pub(crate) error: Option<Arc<str>>,
    pub(crate) cause: Option<Arc<str>>,
    pub(crate) assigned: Option<Json>,
    /// Short facts in the order in which they are shown.
    pub(crate) facts: Vec<(&'static str, Json)>,
}

/// The way to a state that runs inside a Map or a Parallel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Trail {
    pub(crate) outer: Option<Arc<Trail>>,
    pub(crate) step: Step,
}

/// One step of the way to a state inside a Map or a Parallel.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Step {
    /// The Map or Parallel.
    pub state: Arc<str>,
    /// Which iteration or branch, from 0.
    pub index: usize,
    /// Whether it is a Map.
    pub is_map: bool,
}

impl Trail {
    pub(crate) fn steps(trail: Option<&Arc<Trail>>) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = trail;
        while let Some(it) = at {
            steps.push(it.step.clone());
            at = it.outer.as_ref();
        }
        steps.reverse();
        steps
    }
}

impl Event {
    /// Its number in the history, from 1.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The number of the event that led to it; 0 for the first.
    pub fn previous_id(&self) -> u64 {
        self.previous
    }

    /// When it happened, since the execution's clock was at 1970.
    pub fn timestamp(&self) -> Duration {
        let nanos = u64::try_from(self.at.max(0) % time::NANOS).unwrap_or_default();
        Duration::new(u64::try_from(self.at.max(0) / time::NANOS).unwrap_or(u64::MAX), nanos as u32)
    }

    /// Its type: `TaskStateEntered`, `LambdaFunctionFailed`, …
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The state, for `…StateEntered` and `…StateExited`; the Map, for its iterations.
    pub fn state(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The Maps and Parallels around it, outer ones first.
    pub fn path(&self) -> Vec<Step> {
        Trail::steps(self.trail.as_ref())
    }

    /// What was entered with, or what a task was called with.
    pub fn input(&self) -> Option<Value> {
        self.data.as_ref().filter(|_| self.data_name() != "output").map(Json::to_serde)
    }

    /// What was exited with, or what a task returned.
    pub fn output(&self) -> Option<Value> {
        self.data.as_ref().filter(|_| self.data_name() == "output").map(Json::to_serde)
    }

    /// The variables that were assigned.
    pub fn assigned(&self) -> Option<Value> {
        self.details.as_ref()?.assigned.as_ref().map(Json::to_serde)
    }

    /// The name of the error.
    pub fn error(&self) -> Option<&str> {
        self.details.as_ref()?.error.as_deref()
    }

    /// The cause of the error.
    pub fn cause(&self) -> Option<&str> {
        self.details.as_ref()?.cause.as_deref()
    }

    /// The name of the data: it goes in, or comes out.
    fn data_name(&self) -> &'static str {
        match self.kind {
            "TaskScheduled" => "parameters",
            it if it.ends_with("Entered") || it.ends_with("Scheduled") || it == "ExecutionStarted" => "input",
            _ => "output",
        }
    }

    /// The event as one flat object: `id`, `prev`, `type`, `timestamp`, and what its type has.
    pub fn to_json(&self) -> Value {
        let mut fields = Map::new();
        let mut add = |key: &str, value: Value| _ = fields.insert(key.to_owned(), value);
        add("id", self.id.into());
        add("prev", self.previous.into());
        add("type", self.kind.into());
        add("timestamp", time::format(self.at).into());
        if let Some(data) = &self.data {
            add(self.data_name(), data.to_serde());
        }
        if let Some(name) = &self.name {
            add("name", (&**name).into());
        }
        if let Some(details) = &self.details {
            if let Some(assigned) = &details.assigned {
                add("assignedVariables", assigned.to_serde());
            }
            if let Some(error) = &details.error {
                add("error", (&**error).into());
            }
            if let Some(cause) = &details.cause {
                add("cause", (&**cause).into());
            }
            for (name, value) in &details.facts {
                add(name, value.to_serde());
            }
        }
        if self.trail.is_some() {
            let step = |it: Step| match it.is_map {
                true => json!({"map": &*it.state, "index": it.index}),
                false => json!({"parallel": &*it.state, "branch": it.index}),
            };
            add("path", self.path().into_iter().map(step).collect());
        }
        Value::Object(fields)
    }
}

/// The events of one execution, as they happen.
#[derive(Debug, Default)]
pub(crate) struct History {
    pub(crate) events: Vec<Event>,
    pub(crate) count: u64,
    /// Whether events are kept, or only counted.
    pub(crate) keeps: bool,
}

impl History {
    pub(crate) fn new(keeps: bool) -> History {
        History { keeps, ..History::default() }
    }

    /// The number of the next event.
    pub(crate) fn next_id(&mut self) -> u64 {
        self.count += 1;
        self.count
    }
}
