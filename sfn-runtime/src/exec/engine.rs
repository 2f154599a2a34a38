//! Runs strands until something from outside is needed: the answer to a task, or the time to pass.
//!
//! The engine calls nobody and reads no clock. Whoever drives it does, at once or asynchronously. It loops over states
//! and never recurses over them; what runs side by side takes turns, state by state.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::sync::Arc;

use super::context::{ExecutionContext, View};
use super::data::Extra;
use super::failure::{Failure, TIMEOUT};
use super::history::{Details, Event};
use super::map_run::MapRun;
use super::mock::{Call, Outcome, Reply};
use super::plan::{Plan, State, Target};
use super::redrive::Checkpoint;
use super::settings::Settings;
use super::strand::{Doing, Flow, InFlight, Run, Strand, StrandId, Visit, Wake};
use super::timer::Timer;
use crate::query::random::Random;
use crate::query::time::NANOS;
use crate::query::value::{Fields, Json};
use crate::query::{self, Variables};

/// A run in progress.
pub(super) struct Engine {
    pub(super) settings: Settings,
    pub(super) runs: Vec<Option<Run>>,
    pub(super) now: i128,
    pub(super) random: Random,
    pub(super) calls: VecDeque<(Ticket, Box<Call>)>,
    pub(super) end: Option<End>,
    transitions: u64,
    /// Where the execution was when it failed.
    pub(super) checkpoint: Option<Checkpoint>,
    /// How often it was redriven.
    pub(super) redrives: u64,
    /// If one state is under test.
    pub(super) probe: Option<Box<Probe>>,
    /// The objects that were written to S3.
    pub(super) written: super::storage::Objects,
    pub(super) map_runs: Vec<MapRun>,
    free_runs: Vec<usize>,
    strands: Vec<(u32, Option<Box<Strand>>)>,
    free: Vec<usize>,
    ready: VecDeque<(StrandId, Wake)>,
    timers: BinaryHeap<Reverse<Timer>>,
    timer_count: u64,
}

/// What a test of one state says and wants to know.
#[derive(Default)]
pub(super) struct Probe {
    /// The data after each stage.
    pub(super) notes: Fields,
    /// What a Map or Parallel comes to.
    pub(super) mocked: Option<Result<Json, Failure>>,
    pub(super) failed_iterations: Option<u64>,
    /// What an ItemReader reads.
    pub(super) reader_data: Option<String>,
}

/// How the execution ended.
#[derive(Clone, Debug)]
pub(super) enum End {
    Succeeded(Json),
    Failed(Failure),
    TimedOut,
    /// It went on and on.
    Endless(Arc<str>),
    /// A mock was used as it cannot be.
    Invalid {
        call: Box<Call>,
        why: String,
    },
}

/// The task that an answer belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ticket {
    strand: StrandId,
    epoch: u64,
}

/// What the engine needs to go on.
pub(super) enum Need {
    /// An answer to this call, with [`Engine::answer`].
    Answer(Ticket, Box<Call>),
    /// The time to be this late, with [`Engine::now`].
    Time(i128),
    /// Nothing: it has ended.
    Nothing,
}

/// Seconds in a year, after which a Standard execution ends; an Express one ends after five minutes.
const STANDARD_SECONDS: f64 = 31_536_000.0;
const EXPRESS_SECONDS: f64 = 300.0;

impl Engine {
    /// An execution of `plan` that is about to start.
    pub(super) fn new(plan: Arc<Plan>, context: ExecutionContext, settings: Settings, input: Json) -> Engine {
        let mut engine = Engine::idle(settings);
        let strand = engine.start_run(plan, context, 0, input, None);
        engine.start(strand, Wake::Enter);
        engine
    }

    /// Starts the strand of the machine itself, and the clock of the whole execution.
    pub(super) fn start(&mut self, strand: Strand, wake: Wake) {
        let plan = self.plan(&strand);
        let express = plan.workflow_type == sfn_asl::machine::WorkflowType::Express;
        let longest = if express { EXPRESS_SECONDS } else { STANDARD_SECONDS };
        let seconds = plan.timeout_seconds.unwrap_or(longest).min(longest);
        let root = self.spawn(strand, wake);
        self.set_timer(root, None, seconds, Wake::Deadline);
    }

    /// One that runs nothing yet.
    pub(super) fn idle(settings: Settings) -> Engine {
        Engine {
            now: settings.start,
            random: Random::new(settings.seed),
            settings,
            runs: Vec::new(),
            calls: VecDeque::new(),
            end: None,
            transitions: 0,
            checkpoint: None,
            redrives: 0,
            probe: None,
            written: super::storage::Objects::new(),
            map_runs: Vec::new(),
            free_runs: Vec::new(),
            strands: Vec::new(),
            free: Vec::new(),
            ready: VecDeque::new(),
            timers: BinaryHeap::new(),
            timer_count: 0,
        }
    }

    /// Keeps the data after a stage, if that is what this is about.
    pub(super) fn note(&mut self, stage: &str, data: &Json) {
        if let Some(probe) = &mut self.probe {
            probe.notes.insert(stage.into(), data.clone());
        }
    }

    /// What the Map or Parallel under test comes to, if it is mocked.
    pub(super) fn mocked(&mut self) -> Option<Result<Json, Failure>> {
        self.probe.as_mut()?.mocked.take()
    }

    /// A strand at the start of scope `scope` of a run of its own.
    pub(super) fn start_run(
        &mut self,
        plan: Arc<Plan>,
        context: ExecutionContext,
        scope: usize,
        input: Json,
        map_run: Option<usize>,
    ) -> Strand {
        let mut strand = self.open_run(plan, context, scope, input, map_run);
        let details = Details { facts: vec![("roleArn", self.settings.role_arn())], ..Details::default() };
        let data = strand.input.clone();
        self.event(&mut strand, "ExecutionStarted", None, Some(data), Some(details));
        // The first state follows nothing (recorded).
        strand.last = 0;
        strand
    }

    /// The same without a word in the history.
    pub(super) fn open_run(
        &mut self,
        plan: Arc<Plan>,
        context: ExecutionContext,
        scope: usize,
        input: Json,
        map_run: Option<usize>,
    ) -> Strand {
        let is_root = self.runs.is_empty();
        let history = super::history::History::new(self.settings.keep_history);
        let state = plan.scopes[scope].start;
        let history_limit = self.settings.history_limit(plan.workflow_type).filter(|_| is_root);
        let run = Run { plan, context, history, history_limit, map_run };
        let number = self.free_runs.pop().unwrap_or_else(|| {
            self.runs.push(None);
            self.runs.len() - 1
        });
        self.runs[number] = Some(run);
        Strand {
            id: StrandId { slot: 0, generation: 0 },
            run: number,
            is_first: true,
            scope,
            state,
            input,
            variables: Variables::default(),
            parent: None,
            trail: None,
            item: None,
            last: 0,
            visit: Visit::default(),
            doing: Doing::Nothing,
            left: None,
            epoch: 0,
        }
    }

    /// Puts a strand into the table, to be woken when its turn comes.
    pub(super) fn spawn(&mut self, mut strand: Strand, wake: Wake) -> StrandId {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.strands.push((0, None));
            self.strands.len() - 1
        });
        let (generation, place) = &mut self.strands[slot];
        let id = StrandId { slot, generation: *generation };
        strand.id = id;
        *place = Some(Box::new(strand));
        self.ready.push_back((id, wake));
        id
    }

    fn take(&mut self, id: StrandId) -> Option<Box<Strand>> {
        let (generation, place) = self.strands.get_mut(id.slot)?;
        if *generation == id.generation { place.take() } else { None }
    }

    fn put_back(&mut self, strand: Box<Strand>) {
        let slot = strand.id.slot;
        self.strands[slot].1 = Some(strand);
    }

    /// Ends what a strand does; whatever still comes for it is stale.
    fn retire(&mut self, id: StrandId) {
        let (generation, place) = &mut self.strands[id.slot];
        *place = None;
        *generation = generation.wrapping_add(1);
        self.free.push(id.slot);
    }

    /// Takes a strand out that is not to go on.
    pub(super) fn cut_off(&mut self, id: StrandId) -> Option<Box<Strand>> {
        let strand = self.take(id)?;
        self.retire(id);
        Some(strand)
    }

    pub(super) fn plan(&self, strand: &Strand) -> Arc<Plan> {
        self.run(strand).plan.clone()
    }

    pub(super) fn run(&self, strand: &Strand) -> &Run {
        self.runs[strand.run].as_ref().expect("a strand's run lasts as long as the strand")
    }

    /// Goes on until something is needed.
    pub(super) fn advance(&mut self) -> Need {
        loop {
            if self.end.is_some() {
                return Need::Nothing;
            }
            if let Some((ticket, call)) = self.calls.pop_front() {
                return Need::Answer(ticket, call);
            }
            if let Some((id, wake)) = self.ready.pop_front() {
                self.step(id, wake);
                continue;
            }
            // There is always the timer of the whole execution.
            match self.timers.peek() {
                Some(Reverse(timer)) if self.is_stale(timer) => _ = self.timers.pop(),
                Some(Reverse(timer)) if timer.at > self.now => return Need::Time(timer.at),
                _ => match self.timers.pop() {
                    Some(Reverse(timer)) => self.step(timer.strand, timer.wake),
                    None => return Need::Nothing,
                },
            }
        }
    }

    fn is_stale(&self, timer: &Timer) -> bool {
        let Some((generation, Some(strand))) = self.strands.get(timer.strand.slot) else { return true };
        *generation != timer.strand.generation || timer.epoch.is_some_and(|it| it != strand.epoch)
    }

    /// Wakes a strand later, unless it goes on to something else before.
    pub(super) fn set_timer(&mut self, strand: StrandId, epoch: Option<u64>, seconds: f64, wake: Wake) {
        let at = self.now.saturating_add((seconds.max(0.0) * NANOS as f64) as i128);
        self.timer_count += 1;
        self.timers.push(Reverse(Timer { at, number: self.timer_count, strand, epoch, wake }));
    }

    pub(super) fn wake(&mut self, strand: StrandId, wake: Wake) {
        self.ready.push_back((strand, wake));
    }

    /// Asks for a task to be done.
    pub(super) fn ask(&mut self, strand: &Strand, call: Box<Call>) {
        if let Some(seconds) = call.timeout {
            let failure = Wake::Answered(Err(Failure::timeout()));
            self.set_timer(strand.id, Some(strand.epoch), seconds, failure);
        }
        if let Some(seconds) = call.heartbeat {
            self.set_timer(strand.id, Some(strand.epoch), seconds, Wake::Heartbeat);
        }
        self.calls.push_back((Ticket { strand: strand.id, epoch: strand.epoch }, call));
    }

    /// What came of a task.
    pub(super) fn answer(&mut self, ticket: Ticket, call: Box<Call>, reply: Reply) {
        let Some(mut strand) = self.take(ticket.strand) else { return };
        if strand.epoch != ticket.epoch {
            return self.put_back(strand);
        }
        let plan = self.plan(&strand);
        let state = &plan.scopes[strand.scope].states[strand.state];
        self.submitted(&mut strand, state, reply.submitted.as_ref().map(Json::from_serde));
        let after = reply.after.as_secs_f64();
        let answered = match reply.outcome {
            Outcome::Result(it) => Some(Ok(Json::from_serde(&it))),
            Outcome::Error { error, cause } => Some(Err(Failure::new(error.as_deref(), cause.as_deref()))),
            Outcome::Unanswered => None,
            Outcome::Invalid(why) => {
                self.end = Some(End::Invalid { call, why });
                None
            }
        };
        if let (Doing::Task(task), Some(interval)) = (&mut strand.doing, reply.heartbeats) {
            task.beats_every = Some(interval.as_secs_f64());
        }
        if let Some(outcome) = answered {
            if after == 0.0 {
                self.ready.push_back((strand.id, Wake::Answered(outcome)));
            } else {
                self.set_timer(strand.id, Some(strand.epoch), after, Wake::Answered(outcome));
            }
        }
        self.put_back(strand);
    }

    /// Whoever does a task has said that it goes on.
    pub(super) fn beat(&mut self, ticket: Ticket) {
        let now = self.now;
        let Some((generation, Some(strand))) = self.strands.get_mut(ticket.strand.slot) else { return };
        if *generation == ticket.strand.generation
            && strand.epoch == ticket.epoch
            && let Doing::Task(task) = &mut strand.doing
        {
            task.beat_at = now;
        }
    }

    /// A heartbeat is due: it has come since, or the task has failed.
    fn check_heartbeat(&mut self, strand: &Strand) -> Option<Failure> {
        let Doing::Task(InFlight { heartbeat: Some(most), beat_at, beats_every }) = strand.doing else {
            return None;
        };
        if beats_every.is_some_and(|it| it <= most) {
            return None;
        }
        let left = most - (self.now - beat_at) as f64 / NANOS as f64;
        if left <= 0.0 {
            return Some(Failure::heartbeat());
        }
        self.set_timer(strand.id, Some(strand.epoch), left, Wake::Heartbeat);
        None
    }

    /// Whether somebody still waits for this answer.
    pub(super) fn awaits(&self, ticket: Ticket) -> bool {
        let Some((generation, Some(strand))) = self.strands.get(ticket.strand.slot) else { return false };
        *generation == ticket.strand.generation && strand.epoch == ticket.epoch
    }

    fn step(&mut self, id: StrandId, wake: Wake) {
        let Some(mut strand) = self.take(id) else { return };
        if matches!(wake, Wake::Deadline) {
            self.put_back(strand);
            return self.time_out();
        }
        let wake = match wake {
            Wake::Heartbeat => match self.check_heartbeat(&strand) {
                Some(failure) => Wake::Answered(Err(failure)),
                None => return self.put_back(strand),
            },
            wake => wake,
        };
        let plan = self.plan(&strand);
        let state = &plan.scopes[strand.scope].states[strand.state];
        let flow = self.dispatch(&mut strand, state, wake);
        let flow = flow.unwrap_or_else(|failure| self.handle(&mut strand, state, failure));
        match flow {
            Flow::Blocked => self.put_back(strand),
            Flow::Left(output, Target::State(next)) => {
                strand.input = output;
                strand.state = next;
                self.transitions += 1;
                if self.transitions > self.settings.most_transitions {
                    self.end = Some(End::Endless(state.name.clone()));
                }
                strand.doing = Doing::Nothing;
                strand.visit = Visit::default();
                strand.epoch += 1;
                self.ready.push_back((strand.id, Wake::Enter));
                self.put_back(strand);
                self.check_history(id);
            }
            Flow::Left(output, Target::End) => self.finish(strand, Ok(output)),
            Flow::Failed(failure) => self.finish(strand, Err(failure)),
        }
    }

    /// Forgets the run that ends with its first strand.
    pub(super) fn end_run(&mut self, strand: &Strand) {
        if strand.is_first && strand.parent.is_some() {
            self.runs[strand.run] = None;
            self.free_runs.push(strand.run);
        }
    }

    fn finish(&mut self, strand: Box<Strand>, outcome: Result<Json, Failure>) {
        self.retire(strand.id);
        let last = strand.last;
        if let Some((parent, index)) = strand.parent {
            let mut strand = strand;
            if strand.is_first {
                self.close_child(&mut strand, index, Some(&outcome));
            }
            self.end_run(&strand);
            return self.wake(
                parent,
                match outcome {
                    Ok(output) => Wake::ChildDone { index, output, last },
                    Err(failure) => {
                        let at = Box::new(Checkpoint::of(&mut strand));
                        Wake::ChildFailed { index, failure, last, at }
                    }
                },
            );
        }
        let mut strand = strand;
        match outcome {
            Ok(output) => {
                self.event(&mut strand, "ExecutionSucceeded", None, Some(output.clone()), None);
                self.end = Some(End::Succeeded(output));
            }
            Err(failure) => {
                let details = Details::of(&failure);
                self.event(&mut strand, "ExecutionFailed", None, None, Some(details));
                self.end_at(&mut strand, End::Failed(failure));
            }
        }
    }

    /// The execution as a whole took too long.
    fn time_out(&mut self) {
        let failure = Failure::new(Some(TIMEOUT), None);
        let root = StrandId { slot: 0, generation: 0 };
        if let Some(mut strand) = self.take(root) {
            self.event(&mut strand, "ExecutionTimedOut", None, None, Some(Details::of(&failure)));
            self.end_at(&mut strand, End::TimedOut);
        }
        self.end = Some(End::TimedOut);
    }

    fn check_history(&mut self, id: StrandId) {
        let Some((_, Some(strand))) = self.strands.get(id.slot) else { return };
        let run = self.run(strand);
        if run.history_limit.is_some_and(|it| run.history.count >= it) {
            let cause = format!(
                "The execution reached the maximum number of history events ({}).",
                run.history.count
            );
            let failure = Failure { in_state: false, ..Failure::runtime(cause) };
            if let Some(mut root) = self.take(StrandId { slot: 0, generation: 0 }) {
                self.event(&mut root, "ExecutionFailed", None, None, Some(Details::of(&failure)));
            }
            self.end = Some(End::Failed(failure));
        }
    }

    /// Whether events of the strand's run are written down; where not, what they say need not be put together.
    pub(super) fn keeps(&self, strand: &Strand) -> bool {
        self.runs.get(strand.run).is_some_and(|it| it.as_ref().is_some_and(|it| it.history.keeps))
    }

    /// Writes an event down, after the last one of `strand`.
    pub(super) fn event(
        &mut self,
        strand: &mut Strand,
        kind: &'static str,
        name: Option<&Arc<str>>,
        data: Option<Json>,
        details: Option<Details>,
    ) -> u64 {
        let Some(Some(run)) = self.runs.get_mut(strand.run) else { return 0 };
        let id = run.history.next_id();
        if run.history.keeps {
            run.history.events.push(Event {
                id,
                previous: strand.last,
                at: self.now,
                kind,
                trail: strand.trail.clone(),
                name: name.cloned(),
                data,
                details: details.map(Box::new),
            });
        }
        strand.last = id;
        id
    }

    /// Lets `evaluate` see what a query of `state` sees.
    pub(super) fn with_scope<R>(
        &mut self,
        strand: &Strand,
        state: &State,
        document: &Json,
        extra: Extra<'_>,
        evaluate: impl FnOnce(&mut query::Scope<'_>) -> R,
    ) -> R {
        let run = self.runs[strand.run].as_ref().expect("a strand's run lasts as long as the strand");
        let view = View { of: &run.context, strand, state, item: extra.item };
        evaluate(&mut query::Scope {
            document,
            result: extra.result,
            error_output: extra.error_output,
            context: &view,
            variables: &strand.variables,
            random: &mut self.random,
            now: self.now,
        })
    }
}

impl Details {
    pub(super) fn of(failure: &Failure) -> Details {
        Details { error: failure.error.clone(), cause: failure.cause.clone(), ..Details::default() }
    }
}
