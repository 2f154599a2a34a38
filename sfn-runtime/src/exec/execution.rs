//! What came of a run.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::history::Event;
use super::map_run::MapRun;
use super::redrive::Redrive;

/// An execution that has ended.
#[derive(Clone, Debug)]
pub struct Execution {
    pub(super) status: Status,
    pub(super) input: Value,
    pub(super) output: Option<Value>,
    pub(super) error: Option<String>,
    pub(super) cause: Option<String>,
    pub(super) events: Vec<Event>,
    pub(super) event_count: u64,
    pub(super) written: super::storage::Objects,
    pub(super) map_runs: Vec<MapRun>,
    pub(super) duration: Duration,
    pub(super) redrive: Option<Arc<Redrive>>,
}

/// How an execution ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Status {
    /// It came to an end.
    Succeeded,
    /// An error that nothing caught, or a Fail state.
    Failed,
    /// It took longer than its `TimeoutSeconds`, or than any execution may.
    TimedOut,
    /// A child of a Map Run that had failed before it ended.
    Aborted,
}

impl Status {
    /// The name that the service has for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Succeeded => "SUCCEEDED",
            Status::Failed => "FAILED",
            Status::TimedOut => "TIMED_OUT",
            Status::Aborted => "ABORTED",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Execution {
    /// How it ended.
    pub fn status(&self) -> Status {
        self.status
    }

    /// What it was started with.
    pub fn input(&self) -> &Value {
        &self.input
    }

    /// Its output, if it succeeded.
    pub fn output(&self) -> Option<&Value> {
        self.output.as_ref()
    }

    /// The name of the error, if it failed with one.
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// The cause of the error.
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    /// How long it took, on its own clock.
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// An object that a `ResultWriter` has written.
    pub fn object(&self, bucket: &str, key: &str) -> Option<&[u8]> {
        self.written.get(&(bucket.to_owned(), key.to_owned())).map(|it| &**it)
    }

    /// The Map Runs of its distributed Maps, in the order in which they started.
    pub fn map_runs(&self) -> &[MapRun] {
        &self.map_runs
    }

    /// What happened, event by event; what happened in children of distributed Maps is in [`Execution::map_runs`].
    pub fn history(&self) -> &[Event] {
        &self.events
    }

    /// How many events there were, kept or not.
    pub fn event_count(&self) -> u64 {
        self.event_count
    }

    /// The states it passed, in the order in which they were entered.
    pub fn visited(&self) -> Vec<&str> {
        let entered = self.events.iter().filter(|it| it.kind().ends_with("StateEntered"));
        entered.filter_map(Event::state).collect()
    }

    /// What each visit of a state was entered with.
    pub fn inputs_of(&self, state: &str) -> Vec<Value> {
        self.of(state, "StateEntered").filter_map(Event::input).collect()
    }

    /// What each visit of a state was left with.
    pub fn outputs_of(&self, state: &str) -> Vec<Value> {
        self.of(state, "StateExited").filter_map(Event::output).collect()
    }

    fn of(&self, state: &str, suffix: &str) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |it| it.state() == Some(state) && it.kind().ends_with(suffix))
    }

    /// The execution itself, if it succeeded.
    ///
    /// # Panics
    ///
    /// If it did not, with its error and the way it took.
    #[track_caller]
    pub fn assert_succeeded(&self) -> &Execution {
        assert!(self.status == Status::Succeeded, "the execution has not succeeded\n{self}");
        self
    }

    /// The execution itself, if it failed with this error.
    ///
    /// # Panics
    ///
    /// If it did not, with what happened instead.
    #[track_caller]
    pub fn assert_failed(&self, error: &str) -> &Execution {
        assert!(
            self.status != Status::Succeeded && self.error() == Some(error),
            "the execution has not failed with {error}\n{self}"
        );
        self
    }

    /// The execution itself, if its output is this.
    ///
    /// # Panics
    ///
    /// If it is not, with the places where the two differ.
    #[track_caller]
    pub fn assert_output(&self, expected: impl Into<Value>) -> &Execution {
        let expected = expected.into();
        self.assert_succeeded();
        let output = self.output.as_ref().unwrap_or(&Value::Null);
        let mut differences = Vec::new();
        compare("$", &expected, output, &mut differences);
        assert!(differences.is_empty(), "the output is another\n{}\n{self}", differences.join("\n"));
        self
    }

    /// The execution itself, if it passed exactly these states in this order.
    ///
    /// # Panics
    ///
    /// If it took another way.
    #[track_caller]
    pub fn assert_visited(&self, states: &[&str]) -> &Execution {
        assert!(self.visited() == states, "expected the way {}\n{self}", states.join(" → "));
        self
    }
}

impl fmt::Display for Execution {
    /// The status, the way through the states, and what came out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}{}: {}", self.status, after(self.duration), self.visited().join(" → "))?;
        match (&self.output, &self.error) {
            (Some(output), _) => write!(f, "output: {output}"),
            (None, error) => {
                write!(f, "error: {}", error.as_deref().unwrap_or("none"))?;
                if let Some(cause) = &self.cause {
                    write!(f, "\ncause: {cause}")?;
                }
                Ok(())
            }
        }
    }
}

/// ` after 30 min 5 s`; nothing where no time has passed.
fn after(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let parts = [
        (u128::from(seconds / 86_400), "d"),
        (u128::from(seconds / 3600 % 24), "h"),
        (u128::from(seconds / 60 % 60), "min"),
        (u128::from(seconds % 60), "s"),
        (u128::from(duration.subsec_millis()), "ms"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|it| it.0 > 0).map(|(count, unit)| format!("{count} {unit}")).collect();
    if parts.is_empty() { String::new() } else { format!(" after {}", parts.join(" ")) }
}

/// Where two values differ, one line each.
fn compare(place: &str, expected: &Value, found: &Value, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(a), Value::Object(b)) => {
            for (key, expected) in a {
                match b.get(key) {
                    Some(found) => compare(&format!("{place}.{key}"), expected, found, differences),
                    None => differences.push(format!("- {place}.{key}: {expected}")),
                }
            }
            for (key, found) in b.iter().filter(|it| !a.contains_key(it.0)) {
                differences.push(format!("+ {place}.{key}: {found}"));
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for (i, expected) in a.iter().enumerate() {
                match b.get(i) {
                    Some(found) => compare(&format!("{place}[{i}]"), expected, found, differences),
                    None => differences.push(format!("- {place}[{i}]: {expected}")),
                }
            }
            for (i, found) in b.iter().enumerate().skip(a.len()) {
                differences.push(format!("+ {place}[{i}]: {found}"));
            }
        }
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => {}
        (a, b) if a == b => {}
        (a, b) => differences.push(format!("{place}: expected {a}, found {b}")),
    }
}
