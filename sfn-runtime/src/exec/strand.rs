//! What runs: one strand for the machine, one for each branch and iteration.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use super::context::ExecutionContext;
use super::failure::Failure;
use super::history::{History, Trail};
use super::plan::Plan;
use super::redrive::{Checkpoint, Left};
use crate::query::Variables;
use crate::query::value::Json;

/// One execution: that of the machine, or of a child of a distributed Map.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) plan: Arc<Plan>,
    pub(super) context: ExecutionContext,
    pub(super) history: History,
    pub(super) history_limit: Option<u64>,
    /// Which Map Run it is a child of.
    pub(super) map_run: Option<usize>,
}

/// A place in the table of strands, and which of those that stood there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct StrandId {
    pub(super) slot: usize,
    pub(super) generation: u32,
}

/// One line of control through one scope.
#[derive(Debug)]
pub(super) struct Strand {
    pub(super) id: StrandId,
    pub(super) run: usize,
    /// Whether its run ends with it.
    pub(super) is_first: bool,
    pub(super) scope: usize,
    pub(super) state: usize,
    /// The raw input of the state.
    pub(super) input: Json,
    pub(super) variables: Variables,
    /// Who waits for it, and as which branch or iteration.
    pub(super) parent: Option<(StrandId, usize)>,
    pub(super) trail: Option<Arc<Trail>>,
    /// `Map` of the context object.
    pub(super) item: Option<MapItem>,
    /// The number of its last event.
    pub(super) last: u64,
    pub(super) visit: Visit,
    pub(super) doing: Doing,
    /// If it has failed in a Parallel or Map, what is left of this.
    pub(super) left: Option<Box<Left>>,
    /// Counts what it has waited for: a timer that was set for something earlier is stale.
    pub(super) epoch: u64,
}

/// The item of an iteration: `$$.Map.Item`. It is put together when somebody asks for it.
#[derive(Clone, Debug)]
pub(super) struct MapItem {
    pub(super) index: usize,
    /// If the items are the fields of an object.
    pub(super) key: Option<Json>,
    pub(super) value: Json,
    /// Where the items of a distributed Map are from.
    pub(super) source: Option<Arc<str>>,
}

impl MapItem {
    /// `$$.Map`
    pub(super) fn to_json(&self) -> Json {
        let key = self.key.clone().map(|it| ("Key", it));
        let source = self.source.clone().map(|it| ("Source", Json::String(it)));
        let fields =
            [Some(("Index", Json::Number(self.index.into()))), key, Some(("Value", self.value.clone()))];
        let fields = fields.into_iter().chain([source]).flatten().map(|(key, it)| (key.into(), it));
        Json::of([("Item", Json::object(fields.collect()))])
    }
}

/// What is to be remembered of a state while the strand is in it.
#[derive(Debug, Default)]
pub(super) struct Visit {
    /// The number of the event.
    pub(super) entered: u64,
    pub(super) entered_at: i128,
    /// By retrier.
    pub(super) retries: Vec<u64>,
    pub(super) retry_count: u64,
    pub(super) token: Option<Arc<str>>,
}

#[derive(Debug)]
pub(super) enum Doing {
    Nothing,
    Task(InFlight),
    Group(Box<Group>),
}

/// A task that was asked for and has not ended.
#[derive(Debug, Default)]
pub(super) struct InFlight {
    pub(super) heartbeat: Option<f64>,
    /// When it last had one; at first, when it was asked for.
    pub(super) beat_at: i128,
    /// How often it has one from now on, without anybody telling.
    pub(super) beats_every: Option<f64>,
}

/// Branches or iterations, side by side.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) kind: GroupKind,
    /// What ItemSelector sees as `$`.
    pub(super) input: Json,
    /// How many may run at once.
    pub(super) limit: usize,
    /// The next to be started.
    pub(super) next: usize,
    pub(super) running: BTreeMap<usize, StrandId>,
    pub(super) results: Vec<Option<Json>>,
    pub(super) done: usize,
    /// Those that have failed.
    pub(super) failed: BTreeMap<usize, Checkpoint>,
    /// Those that go on from where they failed, before the next is started.
    pub(super) again: VecDeque<(usize, Checkpoint)>,
}

#[derive(Clone, Debug)]
pub(super) enum GroupKind {
    Parallel { branches: usize },
    Map { items: Vec<Json> },
    Distributed(Box<MapRun>),
}

/// A Map Run: its children are executions of their own.
#[derive(Clone, Debug)]
pub(super) struct MapRun {
    /// Which of the execution's.
    pub(super) number: usize,
    pub(super) arn: Arc<str>,
    /// Their inputs, batched.
    pub(super) inputs: Vec<Json>,
    /// How many items each has.
    pub(super) sizes: Vec<usize>,
    pub(super) total: usize,
    pub(super) failed: usize,
    pub(super) failures: Vec<(usize, Failure)>,
    pub(super) tolerated_count: Option<f64>,
    pub(super) tolerated_percentage: Option<f64>,
    /// Where the results go, if they are written.
    pub(super) destination: Option<Json>,
}

impl Group {
    pub(super) fn total(&self) -> usize {
        match &self.kind {
            GroupKind::Parallel { branches } => *branches,
            GroupKind::Map { items } => items.len(),
            GroupKind::Distributed(map_run) => map_run.inputs.len(),
        }
    }
}

/// Why a strand is looked at.
#[derive(Debug)]
pub(super) enum Wake {
    /// It comes to a state.
    Enter,
    /// A Wait is over.
    Resume,
    /// Another attempt.
    Retry,
    Answered(Result<Json, Failure>),
    /// A heartbeat is due.
    Heartbeat,
    ChildDone {
        index: usize,
        output: Json,
        last: u64,
    },
    ChildFailed {
        index: usize,
        failure: Failure,
        last: u64,
        at: Box<Checkpoint>,
    },
    /// It goes on where it has failed.
    Redrive,
    /// The execution has run too long.
    Deadline,
}

/// Where a strand goes after a step.
#[derive(Debug)]
pub(super) enum Flow {
    /// It waits for something.
    Blocked,
    /// It left its state with this output.
    Left(Json, super::plan::Target),
    /// Its scope has failed.
    Failed(Failure),
}
