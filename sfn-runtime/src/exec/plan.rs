//! A machine made ready to run: targets are numbers, templates are put together, paths are steps.

use std::sync::Arc;

use sfn_asl::choice::Operator;
use sfn_asl::machine::{self as asl, QueryLanguage, WorkflowType};
use sfn_asl::resource::Pattern;

use crate::query::value::Json;
use crate::query::{Query, Template};

/// A machine.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The first is the machine itself; then branches and processors.
    pub(crate) scopes: Vec<Scope>,
    pub(crate) workflow_type: WorkflowType,
    pub(crate) timeout_seconds: Option<f64>,
}

#[derive(Debug)]
pub(crate) struct Scope {
    pub(crate) start: usize,
    pub(crate) states: Vec<State>,
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) name: Arc<str>,
    pub(crate) language: QueryLanguage,
    pub(crate) input_path: Select,
    pub(crate) output_path: Select,
    pub(crate) result_path: Select,
    /// `Parameters` or `Arguments`
    pub(crate) arguments: Option<Template>,
    pub(crate) result_selector: Option<Template>,
    pub(crate) assign: Option<Template>,
    pub(crate) output: Option<Template>,
    pub(crate) retry: Vec<Retrier>,
    pub(crate) catch: Vec<Catcher>,
    pub(crate) next: Target,
    pub(crate) kind: Kind,
}

/// A path, or `null`, or neither.
#[derive(Debug)]
pub(crate) enum Select {
    All,
    Nothing,
    Path(Query),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    State(usize),
    End,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Pass { result: Option<Json> },
    Task(Box<Task>),
    Choice { rules: Vec<Rule>, default: Option<Target> },
    Wait(Wait),
    Succeed,
    Fail { error: Option<TextField>, cause: Option<TextField> },
    Parallel { branches: Vec<usize> },
    Map(Box<Map>),
}

impl Kind {
    /// The value of `Type`.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Kind::Pass { .. } => "Pass",
            Kind::Task(_) => "Task",
            Kind::Choice { .. } => "Choice",
            Kind::Wait(_) => "Wait",
            Kind::Succeed => "Succeed",
            Kind::Fail { .. } => "Fail",
            Kind::Parallel { .. } => "Parallel",
            Kind::Map(_) => "Map",
        }
    }

    /// Whether errors can be retried and caught here.
    pub(crate) fn handles_errors(&self) -> bool {
        matches!(self, Kind::Task(_) | Kind::Parallel { .. } | Kind::Map(_))
    }
}

#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) resource: Arc<str>,
    pub(crate) kind: TaskKind,
    pub(crate) timeout: Option<NumberField>,
    pub(crate) heartbeat: Option<NumberField>,
    pub(crate) credentials: Option<Template>,
}

/// What a task's `Resource` says, as the history shows it.
#[derive(Debug)]
pub(crate) enum TaskKind {
    Lambda,
    Activity,
    /// `dynamodb` or `aws-sdk:dynamodb`; `putItem`, with its suffix.
    Service {
        service: Arc<str>,
        action: Arc<str>,
        pattern: Pattern,
    },
}

#[derive(Debug)]
pub(crate) enum NumberField {
    Literal(f64),
    Query(Query),
}

#[derive(Debug)]
pub(crate) enum TextField {
    Literal(Arc<str>),
    Query(Query),
}

#[derive(Debug)]
pub(crate) enum Wait {
    Seconds(NumberField),
    Timestamp(TextField),
}

#[derive(Debug)]
pub(crate) struct Retrier {
    pub(crate) errors: Vec<Arc<str>>,
    pub(crate) interval: f64,
    pub(crate) attempts: u64,
    pub(crate) rate: f64,
    pub(crate) max_delay: Option<f64>,
    pub(crate) jitter: bool,
}

#[derive(Debug)]
pub(crate) struct Catcher {
    pub(crate) errors: Vec<Arc<str>>,
    pub(crate) result_path: Select,
    pub(crate) output: Option<Template>,
    pub(crate) assign: Option<Template>,
    pub(crate) next: Target,
}

#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) test: Test,
    pub(crate) assign: Option<Template>,
    pub(crate) output: Option<Template>,
    pub(crate) next: Target,
}

#[derive(Debug)]
pub(crate) enum Test {
    And(Vec<Test>),
    Or(Vec<Test>),
    Not(Box<Test>),
    Compare { variable: Query, operator: Operator, operand: Right },
    Jsonata(Query),
    Literal(bool),
}

#[derive(Debug)]
pub(crate) enum Right {
    Value(Json),
    Path(Query),
}

#[derive(Debug)]
pub(crate) struct Map {
    pub(crate) processor: usize,
    pub(crate) distributed: bool,
    pub(crate) express: bool,
    pub(crate) items_path: Option<Query>,
    pub(crate) items: Option<Template>,
    pub(crate) item_selector: Option<Template>,
    pub(crate) reader: Option<Reader>,
    pub(crate) batcher: Option<Batcher>,
    pub(crate) writer: Option<Writer>,
    pub(crate) label: Option<Arc<str>>,
    pub(crate) max_concurrency: Option<NumberField>,
    pub(crate) tolerated_count: Option<NumberField>,
    pub(crate) tolerated_percentage: Option<NumberField>,
}

#[derive(Debug)]
pub(crate) struct Reader {
    pub(crate) lists: bool,
    pub(crate) arguments: Option<Template>,
    pub(crate) config: asl::ReaderConfig,
    pub(crate) max_items: Option<NumberField>,
}

#[derive(Debug)]
pub(crate) struct Batcher {
    pub(crate) max_items: Option<NumberField>,
    pub(crate) max_bytes: Option<NumberField>,
    pub(crate) batch_input: Option<Template>,
}

#[derive(Debug)]
pub(crate) struct Writer {
    pub(crate) arguments: Option<Template>,
    pub(crate) transformation: Option<String>,
    pub(crate) lines: bool,
}

impl Map {
    /// Whether its results are written somewhere.
    pub(crate) fn exports(&self) -> bool {
        self.writer.as_ref().is_some_and(|it| it.arguments.is_some())
    }
}

impl TaskKind {
    /// `dynamodb` and `putItem`.
    pub(crate) fn names(&self) -> (&str, &str) {
        match self {
            TaskKind::Service { service, action, .. } => (service, action),
            TaskKind::Lambda => ("lambda", ""),
            TaskKind::Activity => ("activity", ""),
        }
    }

    /// Whether the task has a token to be answered with.
    pub(crate) fn has_token(&self) -> bool {
        match self {
            TaskKind::Lambda => false,
            TaskKind::Activity => true,
            TaskKind::Service { pattern, .. } => pattern.has_token(),
        }
    }
}
