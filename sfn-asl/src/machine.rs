//! The document model: one machine, whatever it was written in.
//!
//! Both front ends end here (the macro's, and the reader of ASL JSON), and everything else starts here: checks, the
//! writer of ASL, the printer of source text, diagrams. It keeps what the author wrote, down to the spelling of
//! numbers and the difference between an empty `Retry` and none; what cannot be represented was reported by the
//! front end and left out. Names of fields are those of the specification.

use crate::choice::Choice;
use crate::diag::Loc;
use crate::value::{Number, Query, Spanned, Text, Value};

/// A whole machine.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Machine {
    /// Standard or Express. Not part of the document.
    pub workflow_type: WorkflowType,
    /// Where that is said; no place in a document, which does not say it.
    pub workflow_type_loc: Loc,
    /// `Version`
    pub version: Option<Text>,
    /// `TimeoutSeconds`
    pub timeout_seconds: Option<Number>,
    /// `QueryLanguage`
    pub query_language: Option<Spanned<QueryLanguage>>,
    /// `Comment`, `StartAt` and `States`.
    pub body: Body,
}

impl Machine {
    /// The query language of `state`: its own, else the machine's. A Map's or Parallel's language is *not*
    /// inherited by the states inside it (recorded on AWS).
    pub fn language_of(&self, state: &State) -> QueryLanguage {
        state
            .query_language
            .as_ref()
            .or(self.query_language.as_ref())
            .map_or(QueryLanguage::JsonPath, |it| it.value)
    }
}

/// How the machine is deployed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum WorkflowType {
    /// Up to a year, exactly once.
    #[default]
    Standard,
    /// Up to five minutes, at least once.
    Express,
}

/// What expressions are written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum QueryLanguage {
    /// ASL's default.
    #[default]
    JsonPath,
    /// Since November 2024.
    Jsonata,
}

/// One scope: a machine, a branch of a Parallel, the processor of a Map.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Body {
    /// The scope as a whole.
    pub loc: Loc,
    /// `Comment`
    pub comment: Option<Text>,
    /// `StartAt`; absent only when that has been reported.
    pub start_at: Option<Text>,
    /// `States`, in the order of the source.
    pub states: Vec<State>,
}

impl Body {
    /// The state called `name`.
    pub fn state(&self, name: &str) -> Option<&State> {
        self.states.iter().find(|it| it.name.value == name)
    }

    /// Calls `visit` with every state of this scope and of the scopes inside it, outer ones first.
    pub fn each_state<'a>(&'a self, visit: &mut dyn FnMut(&'a State)) {
        for state in &self.states {
            visit(state);
            for body in state.bodies() {
                body.each_state(visit);
            }
        }
    }
}

/// One state. The fields here are those that more than one type of state has; the reader and the checks know which
/// type has which. What few states have is behind a pointer: every check goes over every state.
#[derive(Clone, PartialEq, Debug)]
pub struct State {
    /// The state as a whole.
    pub loc: Loc,
    /// Its name in `States`.
    pub name: Text,
    /// `Comment`
    pub comment: Option<Text>,
    /// `QueryLanguage`
    pub query_language: Option<Spanned<QueryLanguage>>,
    /// `InputPath` (JSONPath)
    pub input_path: Option<PathField>,
    /// `Parameters` (JSONPath) or `Arguments` (JSONata) of Pass, Task and Parallel. A Map's `Parameters` are its
    /// [`Map::item_selector`].
    pub arguments: Option<Value>,
    /// `ResultSelector` (JSONPath)
    pub result_selector: Option<Value>,
    /// `ResultPath` (JSONPath)
    pub result_path: Option<PathField>,
    /// `OutputPath` (JSONPath)
    pub output_path: Option<PathField>,
    /// `Assign`: an object, variable to value.
    pub assign: Option<Value>,
    /// `Output` (JSONata)
    pub output: Option<Value>,
    /// `Retry`
    pub retry: Option<Vec<Retrier>>,
    /// `Catch`
    pub catch: Option<Vec<Catcher>>,
    /// `Next` or `End`
    pub next: Next,
    /// The type of state, and what only this type has.
    pub kind: StateKind,
}

/// `InputPath`, `OutputPath`, `ResultPath`: `null` or a path.
#[derive(Clone, PartialEq, Debug)]
pub enum PathField {
    /// `null`, and where it stands.
    Null(Loc),
    /// A path.
    Path(Box<Query>),
}

/// How a state is left when it has done its work.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Next {
    /// `Next`
    Next(Text),
    /// `"End": true`, and where it stands.
    End(Loc),
    /// Neither: right for Choice, Succeed and Fail; for the others it has been reported.
    #[default]
    None,
}

/// The eight types of state.
#[derive(Clone, PartialEq, Debug)]
pub enum StateKind {
    /// Passes its input on, or data.
    Pass {
        /// `Result` (JSONPath): pure data, never evaluated.
        result: Option<Value>,
    },
    /// Work.
    Task(Box<Task>),
    /// A decision.
    Choice(Choice),
    /// A delay; `None` when it is missing, which has been reported.
    Wait(Option<Wait>),
    /// Ends the scope well.
    Succeed,
    /// Ends the execution badly.
    Fail {
        /// `Error`, `ErrorPath`
        error: Option<TextField>,
        /// `Cause`, `CausePath`
        cause: Option<TextField>,
    },
    /// Branches, side by side.
    Parallel {
        /// `Branches`
        branches: Vec<Body>,
    },
    /// A body for each item.
    Map(Box<Map>),
}

impl StateKind {
    /// The value of `Type`.
    pub fn name(&self) -> &'static str {
        match self {
            StateKind::Pass { .. } => "Pass",
            StateKind::Task(_) => "Task",
            StateKind::Choice(_) => "Choice",
            StateKind::Wait(_) => "Wait",
            StateKind::Succeed => "Succeed",
            StateKind::Fail { .. } => "Fail",
            StateKind::Parallel { .. } => "Parallel",
            StateKind::Map(_) => "Map",
        }
    }
}

impl State {
    /// A state of `kind` with nothing set.
    pub fn new(name: Text, kind: StateKind) -> State {
        State {
            loc: name.loc,
            name,
            comment: None,
            query_language: None,
            input_path: None,
            arguments: None,
            result_selector: None,
            result_path: None,
            output_path: None,
            assign: None,
            output: None,
            retry: None,
            catch: None,
            next: Next::None,
            kind,
        }
    }

    /// The scopes inside it: branches, or the processor.
    pub fn bodies(&self) -> &[Body] {
        match &self.kind {
            StateKind::Parallel { branches } => branches,
            StateKind::Map(map) => std::slice::from_ref(&map.processor),
            _ => &[],
        }
    }

    /// The scopes inside it, to change.
    pub fn bodies_mut(&mut self) -> &mut [Body] {
        match &mut self.kind {
            StateKind::Parallel { branches } => branches,
            StateKind::Map(map) => std::slice::from_mut(&mut map.processor),
            _ => &mut [],
        }
    }

    /// Whether an execution can end here.
    pub fn is_terminal(&self) -> bool {
        matches!(self.next, Next::End(_)) || matches!(self.kind, StateKind::Succeed | StateKind::Fail { .. })
    }

    /// Every transition out of it: `Next`, rules, `Default`, catchers, in the order of the specification.
    pub fn targets(&self) -> Vec<&Text> {
        let mut targets = Vec::new();
        if let StateKind::Choice(choice) = &self.kind {
            for rule in &choice.rules {
                targets.extend(&rule.next);
            }
            targets.extend(&choice.default);
        }
        if let Next::Next(name) = &self.next {
            targets.push(name);
        }
        if let Some(catchers) = &self.catch {
            for catcher in catchers {
                targets.extend(&catcher.next);
            }
        }
        targets
    }
}

/// What only a Task has.
#[derive(Clone, PartialEq, Debug)]
pub struct Task {
    /// `Resource`
    pub resource: Text,
    /// `TimeoutSeconds`, `TimeoutSecondsPath`
    pub timeout: Option<NumberField>,
    /// `HeartbeatSeconds`, `HeartbeatSecondsPath`
    pub heartbeat: Option<NumberField>,
    /// `Credentials`: an object with `RoleArn`.
    pub credentials: Option<Value>,
}

/// A number in the document, or a query that gives one. A path is written into the field's `…Path` sibling.
#[derive(Clone, PartialEq, Debug)]
pub enum NumberField {
    /// As spelled.
    Literal(Number),
    /// A path (JSONPath) or an expression (JSONata).
    Query(Box<Query>),
}

/// Text in the document, or a query that gives it: `Error`, `Cause`, `Timestamp` and their `…Path` siblings.
#[derive(Clone, PartialEq, Debug)]
pub enum TextField {
    /// As spelled.
    Literal(Text),
    /// A path or intrinsic (JSONPath), or an expression (JSONata).
    Query(Box<Query>),
}

impl From<Query> for PathField {
    fn from(query: Query) -> PathField {
        PathField::Path(Box::new(query))
    }
}

impl From<Query> for NumberField {
    fn from(query: Query) -> NumberField {
        NumberField::Query(Box::new(query))
    }
}

impl From<Query> for TextField {
    fn from(query: Query) -> TextField {
        TextField::Query(Box::new(query))
    }
}

/// What a Wait waits for.
#[derive(Clone, PartialEq, Debug)]
pub enum Wait {
    /// `Seconds`, `SecondsPath`
    Seconds(NumberField),
    /// `Timestamp`, `TimestampPath`
    Timestamp(TextField),
}

/// An entry of `Retry`.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Retrier {
    /// The entry as a whole.
    pub loc: Loc,
    /// `Comment`
    pub comment: Option<Text>,
    /// `ErrorEquals`
    pub error_equals: Vec<Text>,
    /// `IntervalSeconds`
    pub interval_seconds: Option<Number>,
    /// `MaxAttempts`
    pub max_attempts: Option<Number>,
    /// `BackoffRate`
    pub backoff_rate: Option<Number>,
    /// `MaxDelaySeconds`
    pub max_delay_seconds: Option<Number>,
    /// `JitterStrategy`
    pub jitter_strategy: Option<Text>,
}

/// An entry of `Catch`.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Catcher {
    /// The entry as a whole.
    pub loc: Loc,
    /// `Comment`
    pub comment: Option<Text>,
    /// `ErrorEquals`
    pub error_equals: Vec<Text>,
    /// `ResultPath` (JSONPath)
    pub result_path: Option<PathField>,
    /// `Output` (JSONata)
    pub output: Option<Value>,
    /// `Assign`
    pub assign: Option<Value>,
    /// `Next`; absent only when that has been reported.
    pub next: Option<Text>,
}

/// What only a Map has.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Map {
    /// `ItemProcessor`, or `Iterator`, its deprecated spelling.
    pub processor: Body,
    /// `ProcessorConfig.Mode`
    pub mode: Option<Text>,
    /// `ProcessorConfig.ExecutionType`
    pub execution_type: Option<Text>,
    /// `ItemsPath` (JSONPath)
    pub items_path: Option<Query>,
    /// `Items` (JSONata): an array, or an expression that gives one.
    pub items: Option<Value>,
    /// `ItemSelector`, or a Map's `Parameters`, its deprecated spelling.
    pub item_selector: Option<Value>,
    /// `ItemReader`
    pub item_reader: Option<ItemReader>,
    /// `ItemBatcher`
    pub item_batcher: Option<ItemBatcher>,
    /// `ResultWriter`
    pub result_writer: Option<ResultWriter>,
    /// `Label`
    pub label: Option<Text>,
    /// `MaxConcurrency`, `MaxConcurrencyPath`
    pub max_concurrency: Option<NumberField>,
    /// `ToleratedFailureCount`, `ToleratedFailureCountPath`
    pub tolerated_failure_count: Option<NumberField>,
    /// `ToleratedFailurePercentage`, `ToleratedFailurePercentagePath`
    pub tolerated_failure_percentage: Option<NumberField>,
}

impl Map {
    /// Whether each item is an execution of its own.
    pub fn is_distributed(&self) -> bool {
        self.mode.as_ref().is_some_and(|it| it.value == "DISTRIBUTED")
    }
}

/// `ItemReader`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ItemReader {
    /// The reader as a whole.
    pub loc: Loc,
    /// `Resource`
    pub resource: Text,
    /// `Parameters` or `Arguments`
    pub arguments: Option<Value>,
    /// `ReaderConfig`
    pub config: Option<ReaderConfig>,
}

/// `ReaderConfig`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ReaderConfig {
    /// The object as a whole.
    pub loc: Loc,
    /// `InputType`
    pub input_type: Option<Text>,
    /// `Transformation`
    pub transformation: Option<Text>,
    /// `ManifestType`
    pub manifest_type: Option<Text>,
    /// `CSVDelimiter`
    pub csv_delimiter: Option<Text>,
    /// `CSVHeaderLocation`
    pub csv_header_location: Option<Text>,
    /// `CSVHeaders`
    pub csv_headers: Option<Vec<Text>>,
    /// `MaxItems`, `MaxItemsPath`
    pub max_items: Option<NumberField>,
    /// `ItemsPointer`
    pub items_pointer: Option<Text>,
}

/// `ItemBatcher`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ItemBatcher {
    /// The batcher as a whole.
    pub loc: Loc,
    /// `MaxItemsPerBatch`, `MaxItemsPerBatchPath`
    pub max_items_per_batch: Option<NumberField>,
    /// `MaxInputBytesPerBatch`, `MaxInputBytesPerBatchPath`
    pub max_input_bytes_per_batch: Option<NumberField>,
    /// `BatchInput`
    pub batch_input: Option<Value>,
}

/// `ResultWriter`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ResultWriter {
    /// The writer as a whole.
    pub loc: Loc,
    /// `Resource`
    pub resource: Option<Text>,
    /// `Parameters` or `Arguments`
    pub arguments: Option<Value>,
    /// `WriterConfig`
    pub config: Option<WriterConfig>,
}

/// `WriterConfig`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct WriterConfig {
    /// The object as a whole.
    pub loc: Loc,
    /// `OutputType`
    pub output_type: Option<Text>,
    /// `Transformation`
    pub transformation: Option<Text>,
}
