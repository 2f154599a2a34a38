//! Redriving: an execution that did not succeed goes on from where it failed.
//!
//! Source: <https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html>

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use serde_json::Value;

use super::context::ExecutionContext;
use super::engine::{End, Engine};
use super::execution::{Execution, Status};
use super::executor::{Executor, RunError};
use super::failure::{DATA_LIMIT, Failure};
use super::history::Details;
use super::plan::{Plan, State};
use super::strand::{Flow, Group, GroupKind, Strand, Wake};
use crate::query::Variables;
use crate::query::time;
use crate::query::value::Json;

/// What an execution goes on from.
#[derive(Debug)]
pub(super) struct Redrive {
    plan: Arc<Plan>,
    context: ExecutionContext,
    from: Checkpoint,
    /// How often it was redriven.
    count: u64,
    /// Whether its history has room for more.
    has_room: bool,
}

/// Where a strand was when it failed or was cut off.
#[derive(Clone, Debug)]
pub(super) struct Checkpoint {
    state: usize,
    input: Json,
    variables: Variables,
    /// The number of the event that entered the state, or 0 if that was still to come; and when that was.
    entered: u64,
    entered_at: i128,
    left: Option<Box<Left>>,
}

/// What a Parallel or Map has done when it fails, and where those were that had not come to an end.
#[derive(Clone, Debug)]
pub(super) struct Left {
    kind: GroupKind,
    input: Json,
    limit: usize,
    next: usize,
    results: Vec<Option<Json>>,
    unsuccessful: BTreeMap<usize, Checkpoint>,
}

impl Left {
    /// What is left of a group whose children have been cut off.
    pub(super) fn of(group: Group, mut unsuccessful: BTreeMap<usize, Checkpoint>) -> Left {
        let Group { kind, input, limit, next, results, failed, again, .. } = group;
        unsuccessful.extend(failed);
        unsuccessful.extend(again);
        Left { kind, input, limit, next, results, unsuccessful }
    }
}

impl Checkpoint {
    /// Where `strand` is, which does not go on.
    pub(super) fn of(strand: &mut Strand) -> Checkpoint {
        Checkpoint {
            state: strand.state,
            input: strand.input.clone(),
            variables: strand.variables.clone(),
            entered: strand.visit.entered,
            entered_at: strand.visit.entered_at,
            left: strand.left.take(),
        }
    }

    /// Puts a strand there that has not started, and says how it goes on.
    pub(super) fn restore(self, strand: &mut Strand) -> Wake {
        strand.state = self.state;
        strand.input = self.input;
        strand.variables = self.variables;
        strand.visit.entered = self.entered;
        strand.visit.entered_at = self.entered_at;
        strand.left = self.left;
        if self.entered == 0 { Wake::Enter } else { Wake::Redrive }
    }
}

impl Engine {
    /// What the execution that has ended can be redriven from.
    pub(super) fn redrive(&mut self, failure: Option<&Failure>) -> Option<Redrive> {
        let mut from = self.checkpoint.take()?;
        // What was too large has to be done anew, with all that it is made of.
        if failure.is_some_and(|it| it.error.as_deref() == Some(DATA_LIMIT)) {
            from.left = None;
        }
        let run = self.runs.first()?.as_ref()?;
        let is_standard = run.plan.workflow_type == sfn_asl::machine::WorkflowType::Standard;
        is_standard.then(|| Redrive {
            plan: run.plan.clone(),
            context: run.context.clone(),
            from,
            count: self.redrives,
            has_room: run.history.count < MOST_EVENTS,
        })
    }

    /// An execution that goes on where `execution` has ended.
    fn again(executor: &Executor, execution: &Execution, redrive: &Redrive) -> Engine {
        let mut settings = executor.settings.clone();
        let count = redrive.count + 1;
        let now = settings.start + i128::try_from(execution.duration.as_nanos()).unwrap_or_default();
        let mut context = redrive.context.clone();
        let mut fields = context.execution.as_object().cloned().unwrap_or_default();
        fields.insert("RedriveCount".into(), Json::Number(count.into()));
        fields.insert("RedriveTime".into(), Json::text(time::format(now)));
        context.execution = Json::object(fields);
        settings.seed = settings.seed.wrapping_add(count);
        let mut engine = Engine::idle(settings);
        engine.now = now;
        engine.redrives = count;
        engine.written = execution.written.clone();
        engine.settings.objects.extend(execution.written.clone());
        engine.map_runs = execution.map_runs.clone();
        let mut strand = engine.open_run(redrive.plan.clone(), context, 0, Json::Null, None);
        if let Some(run) = &mut engine.runs[0] {
            run.history.events = execution.events.clone();
            run.history.count = execution.event_count;
        }
        strand.last = execution.event_count;
        let facts = vec![("redriveCount", Json::Number(count.into()))];
        engine.event(
            &mut strand,
            "ExecutionRedriven",
            None,
            None,
            Some(Details { facts, ..Details::default() }),
        );
        let wake = redrive.from.clone().restore(&mut strand);
        engine.start(strand, wake);
        engine
    }

    /// Goes on in the state where a strand had failed: with those branches and iterations that had not succeeded.
    pub(super) fn redriven(&mut self, strand: &mut Strand, state: &State) -> Result<Flow, Failure> {
        let Some(left) = strand.left.take() else { return self.work(strand, state) };
        let Left { mut kind, input, limit, next, results, unsuccessful } = *left;
        let done = results.iter().filter(|it| it.is_some()).count();
        if let GroupKind::Distributed(map_run) = &mut kind {
            map_run.failed = 0;
            map_run.failures.clear();
            let facts = vec![("mapRunArn", Json::String(map_run.arn.clone()))];
            self.event(strand, "MapRunRedriven", None, None, Some(Details { facts, ..Details::default() }));
        }
        let group = Group {
            next,
            results,
            done,
            again: unsuccessful.into_iter().collect::<VecDeque<_>>(),
            ..Group::new(kind, input, limit)
        };
        self.start_group(strand, state, group)
    }

    /// Ends the execution, and remembers where it was.
    pub(super) fn end_at(&mut self, strand: &mut Strand, end: End) {
        self.cut_off_inside(strand, true);
        self.checkpoint = Some(Checkpoint::of(strand));
        self.end = Some(end);
    }
}

/// Quota of the developer guide: an execution with more events is not redriven.
const MOST_EVENTS: u64 = 24_999;

impl Executor {
    /// Redrives an execution of this machine that has failed or timed out: it goes on from the state that failed, with the
    /// input and variables that this had, and of a Parallel or Map does again only what had not succeeded. Its history
    /// goes on, too.
    ///
    /// # Errors
    ///
    /// As those of [`run`](Executor::run), and [`RunError::NotRedrivable`].
    pub fn redrive(&mut self, execution: &Execution) -> Result<Execution, RunError> {
        let (engine, input) = self.begin_again(execution)?;
        self.drive(engine, input)
    }

    /// [`redrive`](Executor::redrive), which waits for [`asynchronous`](super::asynchronous) mocks.
    ///
    /// # Errors
    ///
    /// As those of [`redrive`](Executor::redrive).
    pub async fn redrive_async(&mut self, execution: &Execution) -> Result<Execution, RunError> {
        let (engine, input) = self.begin_again(execution)?;
        self.drive_async(engine, input).await
    }

    fn begin_again(&self, execution: &Execution) -> Result<(Engine, Json), RunError> {
        self.check_mocks()?;
        let no = |why: &str| Err(RunError::NotRedrivable { why: why.to_owned() });
        if execution.status == Status::Succeeded {
            return no("it has succeeded");
        }
        let Some(redrive) = &execution.redrive else { return no("it is none of a Standard workflow") };
        if !redrive.has_room {
            return no("its history has 24,999 events or more");
        }
        if !self.is_of(&redrive.plan) {
            return no("it is one of another machine");
        }
        let input: &Value = &execution.input;
        Ok((Engine::again(self, execution, redrive), Json::from_serde(input)))
    }
}
