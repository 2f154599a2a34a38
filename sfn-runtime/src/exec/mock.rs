//! Tasks: what a machine calls, and what answers in its place.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::asynchronous::Pulse;
use super::history::{Step, Trail};
use crate::query::value::Json;

/// A task that wants to be done.
#[derive(Clone, Debug)]
pub struct Call {
    pub(crate) state: Arc<str>,
    pub(crate) resource: Arc<str>,
    pub(crate) service: Arc<str>,
    pub(crate) action: Arc<str>,
    pub(crate) input: Value,
    pub(crate) attempt: u32,
    pub(crate) trail: Option<Arc<Trail>>,
    pub(crate) token: Option<Arc<str>>,
    pub(crate) credentials: Option<Json>,
    pub(crate) timeout: Option<f64>,
    pub(crate) heartbeat: Option<f64>,
    /// How a handler that takes its time says that it goes on.
    pub(crate) pulse: Option<Pulse>,
}

impl Call {
    /// The state that calls.
    pub fn state(&self) -> &str {
        &self.state
    }

    /// Its `Resource`, as written.
    pub fn resource(&self) -> &str {
        &self.resource
    }

    /// `lambda`, `dynamodb`, `aws-sdk:s3`; `lambda` for the ARN of a function and `activity` for that of an activity.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// `putItem`, `startExecution.sync:2`; the ARN of a function or an activity.
    pub fn action(&self) -> &str {
        &self.action
    }

    /// `Parameters` or `Arguments`, evaluated; without them the input of the state.
    pub fn input(&self) -> &Value {
        &self.input
    }

    /// 1 for the first attempt of a visit to the state, 2 for the first retry.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The Maps and Parallels around the state, outer ones first.
    pub fn path(&self) -> Vec<Step> {
        Trail::steps(self.trail.as_ref())
    }

    /// The task's token, if it has one.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// `Credentials`, evaluated.
    pub fn credentials(&self) -> Option<Value> {
        self.credentials.as_ref().map(Json::to_serde)
    }

    /// `TimeoutSeconds`, evaluated.
    pub fn timeout_seconds(&self) -> Option<f64> {
        self.timeout
    }

    /// Says that the task goes on, as `SendTaskHeartbeat` does, for [`asynchronous`] handlers in
    /// [real time](super::Executor::real_time): without, the task fails after its `HeartbeatSeconds`.
    pub fn send_heartbeat(&self) {
        if let Some(pulse) = &self.pulse {
            pulse.beat();
        }
    }

    /// `HeartbeatSeconds`, evaluated.
    pub fn heartbeat_seconds(&self) -> Option<f64> {
        self.heartbeat
    }
}

/// How a task ends, and when.
///
/// A result has to have the fields that the service's API has for it and be of their types, and an error the name that
/// this kind of call has for it, where they are known, unless the reply is [`unchecked`](Reply::unchecked).
#[derive(Clone, Debug)]
pub struct Reply {
    pub(crate) outcome: Outcome,
    pub(crate) after: Duration,
    pub(crate) submitted: Option<Value>,
    pub(crate) heartbeats: Option<Duration>,
    pub(crate) is_checked: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    Result(Value),
    Error { error: Option<String>, cause: Option<String> },
    Unanswered,
    Invalid(String),
}

impl Reply {
    fn new(outcome: Outcome) -> Reply {
        Reply { outcome, after: Duration::ZERO, submitted: None, heartbeats: None, is_checked: true }
    }

    /// The task succeeds.
    pub fn ok(result: impl Into<Value>) -> Reply {
        Reply::new(Outcome::Result(result.into()))
    }

    /// The task fails.
    pub fn error(error: impl Into<String>, cause: impl Into<String>) -> Reply {
        Reply::new(Outcome::Error { error: Some(error.into()), cause: Some(cause.into()) })
    }

    /// The task fails as `SendTaskFailure` can make it: without error, without cause, or without either.
    pub fn failure(error: Option<String>, cause: Option<String>) -> Reply {
        Reply::new(Outcome::Error { error, cause })
    }

    /// Nobody answers: the task times out, or the execution does.
    pub fn unanswered() -> Reply {
        Reply::new(Outcome::Unanswered)
    }

    /// The task should not have been called like this: the run ends with [`RunError::Mock`](super::RunError::Mock).
    pub fn invalid(why: impl Into<String>) -> Reply {
        Reply::new(Outcome::Invalid(why.into()))
    }

    /// The task ends this much later, on the execution's clock.
    pub fn after(self, delay: Duration) -> Reply {
        Reply { after: delay, ..self }
    }

    /// What the service answers to the request of a `.sync` or `.waitForTaskToken` task; the history shows it.
    pub fn submitted(self, answer: impl Into<Value>) -> Reply {
        Reply { submitted: Some(answer.into()), ..self }
    }

    /// The reply is taken as it is: it may have what is newer than the catalogue of the services' APIs.
    pub fn unchecked(self) -> Reply {
        Reply { is_checked: false, ..self }
    }

    /// Whoever does the task sends a heartbeat this often until it ends.
    pub fn heartbeat_every(self, interval: Duration) -> Reply {
        Reply { heartbeats: Some(interval), ..self }
    }
}

impl From<Value> for Reply {
    fn from(result: Value) -> Reply {
        Reply::ok(result)
    }
}

/// An error of a task, for handlers that use `?` or return a [`Result`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaskError {
    /// The name that `ErrorEquals` sees.
    pub error: String,
    /// The cause.
    pub cause: String,
}

impl TaskError {
    /// An error.
    pub fn new(error: impl Into<String>, cause: impl Into<String>) -> TaskError {
        TaskError { error: error.into(), cause: cause.into() }
    }
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.error, self.cause)
    }
}

impl std::error::Error for TaskError {}

impl<T: Into<Value>> From<Result<T, TaskError>> for Reply {
    fn from(result: Result<T, TaskError>) -> Reply {
        match result {
            Ok(it) => Reply::ok(it),
            Err(it) => Reply::error(it.error, it.cause),
        }
    }
}

/// What answers tasks: a value, a closure, a [`sequence`], something [`asynchronous`], or a fake service of one's own.
pub trait Service: Send {
    /// Answers one task.
    fn call(&mut self, call: &Call) -> Reply;

    /// Starts to answer one task, for [`Executor::run_async`](super::Executor::run_async). `None`, which is what a
    /// service says that is not asynchronous, lets [`call`](Service::call) answer at once.
    fn start(&mut self, call: &Call) -> Option<Answer> {
        let _ = call;
        None
    }

    /// This takes the requests of `.waitForTaskToken` and `.sync` tasks, and `worker` answers the tasks: a queue, say, and
    /// who reads from it.
    fn answered_by<W: Service>(self, worker: W) -> AnsweredBy<Self, W>
    where
        Self: Sized,
    {
        AnsweredBy { service: self, worker }
    }
}

/// See [`Service::answered_by`].
#[derive(Clone, Debug)]
pub struct AnsweredBy<S, W> {
    service: S,
    worker: W,
}

impl<S: Service, W: Service> Service for AnsweredBy<S, W> {
    fn call(&mut self, call: &Call) -> Reply {
        let taken = self.service.call(call);
        match taken.outcome {
            Outcome::Unanswered => Reply { submitted: taken.submitted, ..self.worker.call(call) },
            _ => taken,
        }
    }

    fn start(&mut self, call: &Call) -> Option<Answer> {
        let taken = self.service.call(call);
        if !matches!(taken.outcome, Outcome::Unanswered) {
            return Some(Box::pin(std::future::ready(taken)));
        }
        let submitted = taken.submitted;
        Some(match self.worker.start(call) {
            Some(answer) => Box::pin(async move { Reply { submitted, ..answer.await } }),
            None => Box::pin(std::future::ready(Reply { submitted, ..self.worker.call(call) })),
        })
    }
}

/// An answer on its way.
pub type Answer = Pin<Box<dyn Future<Output = Reply> + Send>>;

/// A handler that takes its time: every call becomes a future, and those of a Map or Parallel are polled side by side.
///
/// Only [`Executor::run_async`](super::Executor::run_async) can wait for it.
pub fn asynchronous<F, A, R>(mut handler: F) -> impl Service
where
    F: FnMut(Call) -> A + Send,
    A: Future<Output = R> + Send + 'static,
    R: Into<Reply>,
{
    Asynchronous(move |call: &Call| -> Answer {
        let answer = handler(call.clone());
        Box::pin(async move { answer.await.into() })
    })
}

struct Asynchronous<F>(F);

impl<F: FnMut(&Call) -> Answer + Send> Service for Asynchronous<F> {
    fn call(&mut self, _: &Call) -> Reply {
        Reply::invalid("it is asynchronous, and only `run_async` waits for it")
    }

    fn start(&mut self, call: &Call) -> Option<Answer> {
        Some((self.0)(call))
    }
}

impl<F, R> Service for F
where
    F: FnMut(&Call) -> R + Send,
    R: Into<Reply>,
{
    fn call(&mut self, call: &Call) -> Reply {
        self(call).into()
    }
}

/// Always the same result.
impl Service for Value {
    fn call(&mut self, _: &Call) -> Reply {
        Reply::ok(self.clone())
    }
}

/// Always the same answer.
impl Service for Reply {
    fn call(&mut self, _: &Call) -> Reply {
        self.clone()
    }
}

/// One answer after the other; a call too many is an error of the test.
pub fn sequence<R: Into<Reply>>(replies: impl IntoIterator<Item = R>) -> Sequence {
    Sequence { replies: replies.into_iter().map(Into::into).collect(), given: 0 }
}

/// See [`sequence`].
#[derive(Clone, Debug)]
pub struct Sequence {
    replies: VecDeque<Reply>,
    given: usize,
}

impl Service for Sequence {
    fn call(&mut self, _: &Call) -> Reply {
        let reply = self.replies.pop_front();
        let given = self.given;
        self.given += 1;
        reply.unwrap_or_else(|| {
            Reply::invalid(format!("the sequence has {given} replies, and this is one call more"))
        })
    }
}

/// Who answers which tasks.
#[derive(Default)]
pub(crate) struct Services {
    by_state: Vec<(String, Box<dyn Service>)>,
    by_resource: Vec<(String, Box<dyn Service>)>,
    fallback: Option<Box<dyn Service>>,
}

impl Services {
    /// The later of two for one state counts, so that a test can replace what its set-up gave.
    pub(crate) fn on_state(&mut self, state: String, service: Box<dyn Service>) {
        self.by_state.insert(0, (state, service));
    }

    pub(crate) fn on_resource(&mut self, resource: String, service: Box<dyn Service>) {
        self.by_resource.insert(0, (resource, service));
    }

    pub(crate) fn on_all(&mut self, service: Box<dyn Service>) {
        self.fallback = Some(service);
    }

    pub(crate) fn states(&self) -> impl Iterator<Item = &str> {
        self.by_state.iter().map(|it| it.0.as_str())
    }

    /// Who answers; `None` if nobody is there.
    pub(crate) fn of(&mut self, call: &Call) -> Option<&mut dyn Service> {
        if let Some((_, service)) = self.by_state.iter_mut().find(|it| it.0 == *call.state) {
            return Some(&mut **service);
        }
        if let Some((_, service)) = self.by_resource.iter_mut().find(|it| names(&it.0, call)) {
            return Some(&mut **service);
        }
        match &mut self.fallback {
            Some(it) => Some(&mut **it),
            None => None,
        }
    }
}

impl fmt::Debug for Services {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.by_state.iter().chain(&self.by_resource).map(|it| &it.0)).finish()
    }
}

/// `lambda`, `lambda:invoke` with or without its pattern, the whole `Resource`, or the function's name.
fn names(pattern: &str, call: &Call) -> bool {
    let action = call.action.split_once('.').map_or(&*call.action, |it| it.0);
    let function = call.resource.rsplit_once(":function:").map(|it| it.1);
    pattern == &*call.service
        || pattern == &*call.resource
        || function.is_some_and(|it| format!("lambda:{it}") == pattern)
        || pattern
            .strip_prefix(&*call.service)
            .and_then(|it| it.strip_prefix(':'))
            .is_some_and(|it| it == action || it == &*call.action)
}
