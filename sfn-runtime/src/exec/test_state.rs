//! One state alone, stage by stage: what `TestState` of the service does.

use std::fmt;

use serde_json::{Map as JsonMap, Value, json};

use super::context::ExecutionContext;
use super::definition::{Definition, DefinitionError};
use super::engine::{Engine, Probe};
use super::failure::Failure;
use super::mock::{Outcome, Reply, Service};
use super::plan::{Kind, Plan, State, Target};
use super::settings::Settings;
use super::shapes::FieldValidation;
use super::strand::{Flow, Strand, Wake};
use super::test_request::targets;
use crate::query::time;
use crate::query::value::{Fields, Json};

/// A test of one state. See [`TestState::new`].
pub struct TestState {
    definition: String,
    state: Option<String>,
    input: Value,
    pub(super) context: Option<Value>,
    variables: Value,
    role_arn: Option<String>,
    pub(super) mock: Option<Mocked>,
    service: Option<Box<dyn Service>>,
    pub(super) validation: FieldValidation,
    reveal_secrets: bool,
    retries: u64,
    pub(super) failed_iterations: Option<u64>,
    pub(super) reader_data: Option<String>,
    pub(super) caused_by: Option<String>,
}

/// What a task, Map or Parallel comes to.
#[derive(Clone, Debug)]
pub(super) enum Mocked {
    Result(Value),
    Error { error: Option<String>, cause: Option<String> },
}

/// What came of the state.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Tested {
    /// How the state ended.
    pub status: TestStatus,
    /// Its output, or that of the catcher.
    pub output: Option<Value>,
    /// The state that follows.
    pub next_state: Option<String>,
    /// The name of the error.
    pub error: Option<String>,
    /// The cause of the error.
    pub cause: Option<String>,
    /// The data after each stage, under the names of the service: `afterInputPath`, `result`, `errorDetails`, …
    pub inspection: Value,
}

/// How a tested state ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum TestStatus {
    /// It succeeded.
    Succeeded,
    /// It failed, and nothing retries or catches that.
    Failed,
    /// It failed and is to be retried.
    Retriable,
    /// It failed and the error was caught.
    CaughtError,
}

impl TestStatus {
    /// The name that the service has for it.
    pub fn as_str(self) -> &'static str {
        match self {
            TestStatus::Succeeded => "SUCCEEDED",
            TestStatus::Failed => "FAILED",
            TestStatus::Retriable => "RETRIABLE",
            TestStatus::CaughtError => "CAUGHT_ERROR",
        }
    }
}

/// Why a state is not tested: the request would be refused.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum TestStateError {
    /// `InvalidDefinition`: the definition is refused.
    Definition(DefinitionError),
    /// `InvalidDefinition`: a state of this type is not tested like this.
    Unsupported(String),
    /// `ValidationException`: something else of the request.
    Validation(String),
}

impl fmt::Display for TestStateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TestStateError::Definition(error) => write!(f, "{error}"),
            TestStateError::Unsupported(message) | TestStateError::Validation(message) => {
                f.write_str(message)
            }
        }
    }
}

impl std::error::Error for TestStateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            TestStateError::Definition(error) => Some(error),
            _ => None,
        }
    }
}

pub(super) fn refused<T>(message: impl Into<String>) -> Result<T, TestStateError> {
    Err(TestStateError::Validation(message.into()))
}

/// The name that a state under test has.
const NAME: &str = "StateName";

impl TestState {
    /// A test of `definition`: one state alone, or the state [`named`](TestState::state) in a whole machine.
    pub fn new(definition: impl Into<String>) -> TestState {
        TestState {
            definition: definition.into(),
            state: None,
            input: json!({}),
            context: None,
            variables: json!({}),
            role_arn: None,
            mock: None,
            service: None,
            validation: FieldValidation::default(),
            reveal_secrets: false,
            retries: 0,
            failed_iterations: None,
            reader_data: None,
            caused_by: None,
        }
    }

    /// The state to test, of the machine that the definition is.
    #[must_use]
    pub fn state(self, name: impl Into<String>) -> TestState {
        TestState { state: Some(name.into()), ..self }
    }

    /// What the state is entered with: `{}` if nothing is said.
    #[must_use]
    pub fn input(self, input: impl Into<Value>) -> TestState {
        TestState { input: input.into(), ..self }
    }

    /// The context object. Takes a mock.
    #[must_use]
    pub fn context(self, context: Value) -> TestState {
        TestState { context: Some(context), ..self }
    }

    /// The workflow variables: an object.
    #[must_use]
    pub fn variables(self, variables: Value) -> TestState {
        TestState { variables, ..self }
    }

    /// The role that `$$.Execution.RoleArn` shows.
    #[must_use]
    pub fn role_arn(self, arn: impl Into<String>) -> TestState {
        TestState { role_arn: Some(arn.into()), ..self }
    }

    /// What the Task, Map or Parallel comes to.
    #[must_use]
    pub fn mock_result(self, result: impl Into<Value>) -> TestState {
        TestState { mock: Some(Mocked::Result(result.into())), ..self }
    }

    /// The error that the Task, Map or Parallel fails with.
    #[must_use]
    pub fn mock_error(self, error: Option<String>, cause: Option<String>) -> TestState {
        TestState { mock: Some(Mocked::Error { error, cause }), ..self }
    }

    /// What answers a task that is not mocked: the service's part, so to speak.
    #[must_use]
    pub fn service(self, service: impl Service + 'static) -> TestState {
        TestState { service: Some(Box::new(service)), ..self }
    }

    /// How much of the mocked result is held against the service's model.
    #[must_use]
    pub fn field_validation(self, validation: FieldValidation) -> TestState {
        TestState { validation, ..self }
    }

    /// Whether secrets are to be shown, which goes without mocks only.
    #[must_use]
    pub fn reveal_secrets(self, reveal_secrets: bool) -> TestState {
        TestState { reveal_secrets, ..self }
    }

    /// How often the retrier has tried already.
    #[must_use]
    pub fn retries(self, retries: u64) -> TestState {
        TestState { retries, ..self }
    }

    /// How many iterations of the Map have failed.
    #[must_use]
    pub fn failed_iterations(self, count: u64) -> TestState {
        TestState { failed_iterations: Some(count), ..self }
    }

    /// What the ItemReader of the distributed Map reads, as it stands in the object: `mapItemReaderData`.
    #[must_use]
    pub fn item_reader_data(self, data: impl Into<String>) -> TestState {
        TestState { reader_data: Some(data.into()), ..self }
    }

    /// The state inside of the Map or Parallel that the mocked error comes from: `errorCausedByState`.
    #[must_use]
    pub fn error_caused_by(self, state: impl Into<String>) -> TestState {
        TestState { caused_by: Some(state.into()), ..self }
    }

    /// Tests the state.
    ///
    /// # Errors
    ///
    /// If the service would refuse the request: a definition that is none, a mock where none may be or one that cannot
    /// be, a context object that is none. A state that fails is [`Tested`] all the same.
    pub fn run(mut self) -> Result<Tested, TestStateError> {
        if self.reveal_secrets && self.mock.is_some() {
            return refused("TestState does not support RevealSecrets when a mock is specified.");
        }
        let definition = self.parse()?;
        let plan = definition.plan;
        let Some((scope, number)) = find(&plan, self.state.as_deref().unwrap_or(NAME)) else {
            return refused("State not found in definition");
        };
        let state = &plan.scopes[scope].states[number];
        self.check_mock(state)?;
        self.check_cause(&plan, state)?;
        self.check_context(state)?;
        let input = Json::from_serde(&self.input);
        let settings = Settings::default();
        let context = self.execution_context(&settings, &input);
        let mut engine = Engine::idle(settings);
        let mut strand = engine.start_run(plan.clone(), context, scope, input.clone(), None);
        strand.state = number;
        let variables = Json::from_serde(&self.variables);
        strand.variables.assign(&variables);
        engine.probe = Some(Box::new(Probe {
            notes: Fields::default(),
            mocked: self.mocked_group(state),
            failed_iterations: self.failed_iterations,
            reader_data: self.reader_data.clone(),
        }));
        engine.note("input", &input);
        if variables.as_object().is_some_and(|it| !it.is_empty()) {
            engine.note("variables", &variables);
        }
        strand.visit.retry_count = self.retries;
        strand.visit.retries = vec![self.retries; state.retry.len()];
        let entered = engine.now;
        strand.visit.entered_at = entered;
        let flow = self.through(&mut engine, &mut strand, state)?;
        Ok(self.ended(&mut engine, &mut strand, &plan, state, flow))
    }

    /// One state alone becomes a machine, with states in the place of those that it names.
    fn parse(&self) -> Result<Definition, TestStateError> {
        let text = match (&self.state, serde_json::from_str::<Value>(&self.definition)) {
            (None, Ok(state)) => {
                let mut states = JsonMap::new();
                let mut names = Vec::new();
                targets(&state, &mut names);
                states.insert(NAME.to_owned(), state);
                for name in names {
                    states.entry(name).or_insert_with(|| json!({"Type": "Succeed"}));
                }
                json!({"StartAt": NAME, "States": states}).to_string()
            }
            _ => self.definition.clone(),
        };
        Definition::parse(&text).map_err(TestStateError::Definition)
    }

    fn execution_context(&self, settings: &Settings, input: &Json) -> ExecutionContext {
        let given = self.context.as_ref().map(Json::from_serde);
        let of = |field: &str| given.as_ref().and_then(|it| it.get(field)).cloned();
        let execution = of("Execution").unwrap_or_else(|| {
            Json::of([
                ("Id", Json::text("arn:aws:states:us-east-1:123456789012:express:TestState:local")),
                ("Input", input.clone()),
                ("Name", Json::text("local")),
                ("RoleArn", self.role_arn.as_deref().map_or(Json::Null, Json::text)),
                ("StartTime", Json::text(time::format(settings.start))),
            ])
        });
        let machine = of("StateMachine").unwrap_or_else(|| {
            Json::of([
                ("Id", Json::text("arn:aws:states:us-east-1:123456789012:stateMachine:TestState")),
                ("Name", Json::text("TestState")),
            ])
        });
        let rest = ["State", "Task"].into_iter().filter_map(|it| Some((it.into(), of(it)?)));
        ExecutionContext {
            execution,
            machine,
            given: Some(Json::object(rest.collect())),
            state_name: Some(NAME.into()),
        }
    }

    /// What a Map or Parallel comes to without its branches or iterations.
    fn mocked_group(&self, state: &State) -> Option<Result<Json, Failure>> {
        if matches!(state.kind, Kind::Task(_)) {
            return None;
        }
        self.mock.as_ref().map(|it| match it {
            Mocked::Result(it) => Ok(Json::from_serde(it)),
            Mocked::Error { error, cause } => Err(Failure::new(error.as_deref(), cause.as_deref())),
        })
    }

    /// Enters the state and answers what it asks for.
    fn through(
        &mut self,
        engine: &mut Engine,
        strand: &mut Strand,
        state: &State,
    ) -> Result<Result<Flow, Failure>, TestStateError> {
        let mut flow = engine.dispatch(strand, state, Wake::Retry);
        if matches!(flow, Ok(Flow::Blocked)) {
            let wake = match engine.calls.pop_front() {
                None => Wake::Resume,
                Some((_, call)) => {
                    let reply = match (&self.mock, &mut self.service) {
                        (Some(Mocked::Result(it)), _) => Reply::ok(it.clone()),
                        (Some(Mocked::Error { error, cause }), _) => {
                            Reply::failure(error.clone(), cause.clone())
                        }
                        (None, Some(service)) => service.call(&call),
                        (None, None) => {
                            return refused(format!(
                                "nothing answers the task, which calls `{}`",
                                call.resource()
                            ));
                        }
                    };
                    Wake::Answered(match reply.outcome {
                        Outcome::Result(it) => Ok(Json::from_serde(&it)),
                        Outcome::Error { error, cause } => {
                            Err(Failure::new(error.as_deref(), cause.as_deref()))
                        }
                        Outcome::Unanswered => Err(Failure::timeout()),
                        Outcome::Invalid(why) => return refused(why),
                    })
                }
            };
            flow = engine.dispatch(strand, state, wake);
        }
        Ok(flow)
    }

    fn ended(
        &self,
        engine: &mut Engine,
        strand: &mut Strand,
        plan: &Plan,
        state: &State,
        flow: Result<Flow, Failure>,
    ) -> Tested {
        let next = |target: Target| match target {
            Target::State(it) => Some(plan.scopes[strand.scope].states[it].name.to_string()),
            Target::End => None,
        };
        let mut tested = Tested {
            status: TestStatus::Succeeded,
            output: None,
            next_state: None,
            error: None,
            cause: None,
            inspection: Value::Null,
        };
        let failure = match flow {
            Ok(Flow::Left(output, target)) => {
                tested.output = Some(output.to_serde());
                tested.next_state = next(target);
                None
            }
            Ok(Flow::Failed(failure)) | Err(failure) => Some(failure),
            Ok(Flow::Blocked) => None,
        };
        if let Some(failure) = failure {
            tested.error = failure.error.as_deref().map(str::to_owned);
            tested.cause = failure.cause.as_deref().map(str::to_owned);
            let mut details = Vec::new();
            let can_be_handled = state.kind.handles_errors() && !failure.is_fatal();
            let retrier = state.retry.iter().position(|it| can_be_handled && failure.matches(&it.errors));
            details.extend(retrier.map(|it| ("retryIndex", Json::Number(it.into()))));
            let delay = retrier.and_then(|_| engine.delay(strand, state, &failure));
            let catcher = state.catch.iter().position(|it| can_be_handled && failure.matches(&it.errors));
            tested.status = match (delay, catcher) {
                (Some(delay), _) => {
                    details.push(("retryBackoffIntervalSeconds", Json::number(delay)));
                    TestStatus::Retriable
                }
                (None, Some(number)) => {
                    details.push(("catchIndex", Json::Number(number.into())));
                    let catcher = &state.catch[number];
                    match engine.catch(strand, state, number, catcher, &failure) {
                        Ok(Flow::Left(output, target)) => {
                            tested.output = Some(output.to_serde());
                            tested.next_state = match target {
                                Target::State(it) => {
                                    Some(plan.scopes[strand.scope].states[it].name.to_string())
                                }
                                Target::End => None,
                            };
                            TestStatus::CaughtError
                        }
                        _ => TestStatus::Failed,
                    }
                }
                (None, None) => TestStatus::Failed,
            };
            if !details.is_empty() {
                let details = Json::object(details.into_iter().map(|(key, it)| (key.into(), it)).collect());
                engine.note("errorDetails", &details);
            }
        }
        let notes = engine.probe.take().map(|it| it.notes).unwrap_or_default();
        tested.inspection = Json::object(notes).to_serde();
        tested
    }
}

fn find(plan: &Plan, name: &str) -> Option<(usize, usize)> {
    plan.scopes.iter().enumerate().find_map(|(i, scope)| {
        let number = scope.states.iter().position(|it| &*it.name == name)?;
        Some((i, number))
    })
}

impl fmt::Debug for TestState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestState")
            .field("state", &self.state)
            .field("mock", &self.mock)
            .finish_non_exhaustive()
    }
}
