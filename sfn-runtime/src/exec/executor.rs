//! The front door: a definition, what answers its tasks, and the clock.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use sfn_asl::check;
use sfn_asl::diag::suggest;
use sfn_asl::resource::Resource;

use super::context::ExecutionContext;
use super::definition::{Definition, DefinitionError};
use super::engine::{End, Engine, Need};
use super::execution::{Execution, Status};
use super::map_run::MapRun;
use super::mock::{Call, Outcome, Reply, Service, Services};
use super::plan::Plan;
use super::settings::Settings;
use super::shapes;
use crate::StateMachine;
use crate::query::time;
use crate::query::value::Json;

/// Runs a machine in this process. See the [module](super) for an example.
pub struct Executor {
    definition: Definition,
    pub(super) services: Services,
    pub(super) settings: Settings,
    pub(super) real_time: bool,
}

impl Executor {
    /// An executor of a definition in the Amazon States Language.
    ///
    /// # Errors
    ///
    /// If the definition is refused; see [`Definition::parse`].
    pub fn new(definition: &str) -> Result<Executor, DefinitionError> {
        Definition::parse(definition).map(Executor::with)
    }

    /// An executor of a machine. Substitutions that its definition leaves open stand as they are: `${orders}`.
    ///
    /// # Errors
    ///
    /// If the definition is refused, which `state_machine!` sees to that it isn't.
    pub fn of<M: StateMachine>() -> Result<Executor, DefinitionError> {
        let mut executor = Executor::with(Definition::parse_as(M::DEFINITION, M::WORKFLOW_TYPE)?);
        executor.settings.machine_name = M::NAME.into();
        Ok(executor)
    }

    /// An executor of a definition that was read before.
    pub fn with(definition: Definition) -> Executor {
        Executor {
            definition,
            services: Services::default(),
            settings: Settings::default(),
            real_time: false,
        }
    }

    /// `service` answers the tasks of the state called `state`: a [`Value`], a closure, a
    /// [`sequence`](super::sequence) or anything else that is a [`Service`].
    #[must_use]
    pub fn mock(mut self, state: impl Into<String>, service: impl Service + 'static) -> Executor {
        self.services.on_state(state.into(), Box::new(service));
        self
    }

    /// `service` answers the tasks with this resource, unless their state has a mock of its own.
    ///
    /// `resource` is a service (`dynamodb`, `aws-sdk:s3`), an action with or without its pattern (`sqs:sendMessage`),
    /// a function called by its ARN (`lambda:name`), or a whole `Resource`.
    #[must_use]
    pub fn mock_resource(mut self, resource: impl Into<String>, service: impl Service + 'static) -> Executor {
        self.services.on_resource(resource.into(), Box::new(service));
        self
    }

    /// `service` answers all tasks that nothing else answers.
    #[must_use]
    pub fn mock_all(mut self, service: impl Service + 'static) -> Executor {
        self.services.on_all(Box::new(service));
        self
    }

    /// Puts an object into S3, for the `ItemReader` of a distributed Map.
    #[must_use]
    pub fn object(
        mut self,
        bucket: impl Into<String>,
        key: impl Into<String>,
        body: impl AsRef<[u8]>,
    ) -> Executor {
        self.settings.objects.insert((bucket.into(), key.into()), body.as_ref().into());
        self
    }

    /// Makes an activity one that has been deleted: tasks that are to wait for it fail.
    #[must_use]
    pub fn without_activity(mut self, arn: impl Into<String>) -> Executor {
        self.settings.missing_activities.push(arn.into());
        self
    }

    /// Where random numbers and UUIDs start from: 0 if nothing is said.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Executor {
        self.settings.seed = seed;
        self
    }

    /// The clock at the start, as time since 1970: 2024-01-01T00:00:00Z if nothing is said.
    #[must_use]
    pub fn start_at(mut self, time: Duration) -> Executor {
        self.settings.start = i128::from(time.as_secs()) * time::NANOS + i128::from(time.subsec_nanos());
        self
    }

    /// Lets time pass as it does outside: a Wait of ten seconds takes ten seconds.
    #[must_use]
    pub fn real_time(mut self) -> Executor {
        self.real_time = true;
        self
    }

    /// The name of the execution: `local` if nothing is said.
    #[must_use]
    pub fn name(mut self, name: impl AsRef<str>) -> Executor {
        self.settings.name = name.as_ref().into();
        self
    }

    /// Keeps no events, and does not end after 25,000 of them: for long loops.
    #[must_use]
    pub fn without_history(mut self) -> Executor {
        self.settings.keep_history = false;
        self.settings.limit_history = false;
        self
    }

    /// After how many transitions a run is given up: 20 million if nothing is said. A Standard execution ends before,
    /// with its history full; an Express one in a loop, or a run without history, would go on for ever.
    #[must_use]
    pub fn most_transitions(mut self, transitions: u64) -> Executor {
        self.settings.most_transitions = transitions;
        self
    }

    /// How the tokens of tasks are made, from state and attempt; `None` for a random one.
    #[must_use]
    pub fn tokens(
        mut self,
        tokens: impl Fn(&str, u32) -> Option<String> + Send + Sync + 'static,
    ) -> Executor {
        self.settings.tokens = Some(Arc::new(tokens));
        self
    }

    /// Fields of the context object that are to be other than the executor makes them: `Execution`, `StateMachine`.
    /// `Execution.Input` and `Execution.StartTime` are filled in where they are missing.
    #[must_use]
    pub fn context(mut self, context: Value) -> Executor {
        self.settings.context = Some(Json::from_serde(&context));
        self
    }

    /// Runs the machine from its start to its end. Mocks keep what they remember for the next run.
    ///
    /// # Errors
    ///
    /// Only if the *test* is wrong: a task that nothing answers, a mock for a state that is not there, a mock that
    /// was called as it cannot be. An execution that fails is an [`Execution`] all the same.
    pub fn run(&mut self, input: impl Into<Value>) -> Result<Execution, RunError> {
        let (engine, input) = self.begin(input.into())?;
        self.drive(engine, input)
    }

    pub(super) fn drive(&mut self, mut engine: Engine, input: Json) -> Result<Execution, RunError> {
        loop {
            match engine.advance() {
                Need::Answer(ticket, call) => {
                    let service = self.services.of(&call).ok_or_else(|| RunError::not_mocked(&call))?;
                    let reply = typed(&call, service.call(&call));
                    engine.answer(ticket, call, reply);
                }
                Need::Time(at) => {
                    if self.real_time {
                        std::thread::sleep(nanos(at - engine.now));
                    }
                    engine.now = at;
                }
                Need::Nothing => return self.ended(engine, input),
            }
        }
    }

    /// An engine that has done nothing yet, and its input.
    pub(super) fn begin(&self, input: Value) -> Result<(Engine, Json), RunError> {
        self.check_mocks()?;
        let input = Json::from_serde(&input);
        let context = self.execution_context(&input);
        let engine = Engine::new(self.definition.plan.clone(), context, self.settings.clone(), input.clone());
        Ok((engine, input))
    }

    /// Whether this is the machine of `plan`.
    pub(super) fn is_of(&self, plan: &Arc<Plan>) -> bool {
        Arc::ptr_eq(&self.definition.plan, plan)
    }

    /// Whether the states are there that have mocks.
    pub(super) fn check_mocks(&self) -> Result<(), RunError> {
        if let Some(unknown) =
            self.services.states().find(|it| !self.definition.states().any(|state| state == *it))
        {
            let meant = suggest::nearest(unknown, self.definition.states()).map(str::to_owned);
            return Err(RunError::NoSuchState { state: unknown.to_owned(), meant });
        }
        Ok(())
    }

    pub(super) fn ended(&self, mut engine: Engine, input: Json) -> Result<Execution, RunError> {
        let (status, output, failure) = match engine.end.take() {
            Some(End::Succeeded(output)) => (Status::Succeeded, Some(output.to_serde()), None),
            Some(End::Failed(failure)) => (Status::Failed, None, Some(failure)),
            // `DescribeExecution` shows neither error nor cause (recorded).
            Some(End::TimedOut) => (Status::TimedOut, None, None),
            Some(End::Invalid { call, why }) => {
                return Err(RunError::Mock { state: call.state.to_string(), message: why });
            }
            Some(End::Endless(state)) => return Err(RunError::Endless { state: state.to_string() }),
            None => (Status::TimedOut, None, None),
        };
        let redrive = engine.redrive(failure.as_ref()).map(Arc::new);
        let (error, cause) = failure.map_or((None, None), |it| (it.error, it.cause));
        let history = engine.runs.first_mut().and_then(Option::take).map(|it| it.history);
        let history = history.unwrap_or_default();
        Ok(Execution {
            status,
            input: input.to_serde(),
            output,
            error: error.map(|it| it.to_string()),
            cause: cause.map(|it| it.to_string()),
            events: history.events,
            event_count: history.count,
            written: std::mem::take(&mut engine.written),
            map_runs: map_runs(&mut engine),
            duration: nanos(engine.now - self.settings.start),
            redrive,
        })
    }

    fn execution_context(&self, input: &Json) -> ExecutionContext {
        let Settings { name, machine_name, start, context, .. } = &self.settings;
        let express = self.definition.plan.workflow_type == sfn_asl::machine::WorkflowType::Express;
        let kind = if express { "express" } else { "execution" };
        let arn = |kind: &str| format!("arn:aws:states:us-east-1:123456789012:{kind}:{machine_name}");
        let mut execution = vec![
            ("Id", Json::text(format!("{}:{name}", arn(kind)))),
            ("Input", input.clone()),
            ("Name", Json::String(name.clone())),
            ("RoleArn", self.settings.role_arn()),
            ("StartTime", Json::text(time::format(*start))),
            ("RedriveCount", Json::Number(0.into())),
        ];
        let given = |field: &str| context.as_ref().and_then(|it| it.get(field)).cloned();
        if let Some(given) = given("Execution").as_ref().and_then(Json::as_object) {
            execution.retain(|(key, _)| matches!(*key, "Input" | "StartTime") && !given.contains_key(*key));
            let mut all = given.clone();
            all.extend(execution.drain(..).map(|(key, it)| (key.into(), it)));
            execution.clear();
            return ExecutionContext {
                execution: Json::object(all),
                machine: given_machine(context, arn("stateMachine"), machine_name),
                given: others(context),
                state_name: None,
            };
        }
        ExecutionContext {
            execution: Json::object(execution.into_iter().map(|(key, it)| (key.into(), it)).collect()),
            machine: given_machine(context, arn("stateMachine"), machine_name),
            given: others(context),
            state_name: None,
        }
    }
}

/// What the service cannot return, a mock cannot either.
pub(super) fn typed(call: &Call, reply: Reply) -> Reply {
    if !reply.is_checked {
        return reply;
    }
    match &reply.outcome {
        Outcome::Result(result) => match shapes::check_reply(call.service(), call.action(), result) {
            Ok(()) => reply,
            Err(what) => Reply::invalid(format!("{} does not return this: {what}", call.resource())),
        },
        Outcome::Error { error: Some(name), .. } => {
            match check::not_raised(&Resource::parse(call.resource()), name) {
                None => reply,
                Some(what) => {
                    Reply::invalid(format!("{} does not fail like this: `{name}` {what}", call.resource()))
                }
            }
        }
        _ => reply,
    }
}

/// Children end in any order, and are told in that of their items.
fn map_runs(engine: &mut Engine) -> Vec<MapRun> {
    let mut map_runs = std::mem::take(&mut engine.map_runs);
    map_runs.iter_mut().for_each(|it| it.executions.sort_by_key(|it| it.index));
    map_runs
}

fn given_machine(context: &Option<Json>, arn: String, name: &Arc<str>) -> Json {
    let given = context.as_ref().and_then(|it| it.get("StateMachine")).cloned();
    given.unwrap_or_else(|| Json::of([("Id", Json::text(arn)), ("Name", Json::String(name.clone()))]))
}

/// What else the caller wants in the context object.
fn others(context: &Option<Json>) -> Option<Json> {
    let mut fields = context.as_ref()?.as_object()?.clone();
    fields.shift_remove("Execution");
    fields.shift_remove("StateMachine");
    Some(Json::object(fields))
}

pub(super) fn nanos(nanos: i128) -> Duration {
    Duration::from_nanos(u64::try_from(nanos.max(0)).unwrap_or(u64::MAX))
}

/// Why a run did not come to an end: the test is wrong, not the machine.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum RunError {
    /// Nothing answers a task.
    NotMocked {
        /// The state that called.
        state: String,
        /// What it called.
        resource: String,
    },
    /// There is a mock for a state that the machine has not.
    NoSuchState {
        /// The name.
        state: String,
        /// The name of a state that is much like it.
        meant: Option<String>,
    },
    /// There were more transitions than [`Executor::most_transitions`] allows.
    Endless {
        /// The state that was left last.
        state: String,
    },
    /// The service would not redrive this execution.
    NotRedrivable {
        /// Why.
        why: String,
    },
    /// A mock was called as it cannot be.
    Mock {
        /// The state that called.
        state: String,
        /// What the mock says.
        message: String,
    },
}

impl RunError {
    pub(super) fn not_mocked(call: &Call) -> RunError {
        RunError::NotMocked { state: call.state.to_string(), resource: call.resource.to_string() }
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RunError::NotMocked { state, resource } => {
                write!(f, "nothing answers the state `{state}`, which calls `{resource}`: give it a mock")
            }
            RunError::NoSuchState { state, meant } => {
                write!(f, "there is a mock for the state `{state}`, and the machine has no such state: ")?;
                match meant {
                    Some(meant) => write!(f, "did you mean `{meant}`?"),
                    None => write!(f, "`mock_resource` answers a service or an action, in whatever state"),
                }
            }
            RunError::Endless { state } => {
                write!(f, "the machine does not come to an end; the last state it left is `{state}`")
            }
            RunError::NotRedrivable { why } => write!(f, "the execution cannot be redriven: {why}"),
            RunError::Mock { state, message } => write!(f, "the mock of the state `{state}`: {message}"),
        }
    }
}

impl std::error::Error for RunError {}

impl fmt::Debug for Executor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Executor").field("services", &self.services).finish_non_exhaustive()
    }
}
