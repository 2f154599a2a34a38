//! Tasks: what they are called with, and what comes back.

use std::sync::Arc;

use super::data::{Extra, check_size};
use super::engine::Engine;
use super::failure::{Failure, TIMEOUT};
use super::history::Details;
use super::mock::Call;
use super::plan::{Kind, NumberField, State, Task, TaskKind};
use super::strand::{Doing, Flow, InFlight, Strand};
use crate::query::value::{Fields, Json};

/// The names of a task's events, by its kind.
struct Events {
    scheduled: &'static str,
    started: &'static str,
    succeeded: &'static str,
    failed: &'static str,
    timed_out: &'static str,
}

const SERVICE: Events = Events {
    scheduled: "TaskScheduled",
    started: "TaskStarted",
    succeeded: "TaskSucceeded",
    failed: "TaskFailed",
    timed_out: "TaskTimedOut",
};

const LAMBDA: Events = Events {
    scheduled: "LambdaFunctionScheduled",
    started: "LambdaFunctionStarted",
    succeeded: "LambdaFunctionSucceeded",
    failed: "LambdaFunctionFailed",
    timed_out: "LambdaFunctionTimedOut",
};

const ACTIVITY: Events = Events {
    scheduled: "ActivityScheduled",
    started: "ActivityStarted",
    succeeded: "ActivitySucceeded",
    failed: "ActivityFailed",
    timed_out: "ActivityTimedOut",
};

impl TaskKind {
    fn events(&self) -> &'static Events {
        match self {
            TaskKind::Service { .. } => &SERVICE,
            TaskKind::Lambda => &LAMBDA,
            TaskKind::Activity => &ACTIVITY,
        }
    }

    /// What every event of a service integration says.
    fn facts(&self) -> Vec<(&'static str, Json)> {
        match self {
            TaskKind::Service { service, action, .. } => {
                vec![
                    ("resource", Json::String(action.clone())),
                    ("resourceType", Json::String(service.clone())),
                ]
            }
            TaskKind::Lambda | TaskKind::Activity => Vec::new(),
        }
    }
}

impl Engine {
    pub(super) fn start_task(
        &mut self,
        strand: &mut Strand,
        state: &State,
        task: &Task,
        input: &Json,
    ) -> Result<Flow, Failure> {
        if let Some(arn) = self.settings.missing_activities.iter().find(|it| **it == *task.resource) {
            return Err(Failure::runtime(format!("The activity {arn} does not exist.")));
        }
        let attempt = u32::try_from(strand.visit.retry_count + 1).unwrap_or(u32::MAX);
        strand.visit.token = task.kind.has_token().then(|| self.token(&state.name, attempt));
        let arguments = self.arguments(strand, state, input)?;
        check_size(&arguments, &state.name)?;
        let timeout = self.seconds(strand, state, "TimeoutSeconds", task.timeout.as_ref(), input)?;
        let heartbeat = self.seconds(strand, state, "HeartbeatSeconds", task.heartbeat.as_ref(), input)?;
        let credentials = match &task.credentials {
            Some(it) => Some(self.template(strand, state, "Credentials", it, input, Extra::default())?),
            None => None,
        };
        let (scheduled, started) = match self.keeps(strand) {
            true => {
                let mut facts = task.kind.facts();
                match &task.kind {
                    TaskKind::Service { .. } => facts.push(("region", Json::text("us-east-1"))),
                    TaskKind::Lambda | TaskKind::Activity => {
                        facts.push(("resource", Json::String(task.resource.clone())));
                    }
                }
                facts.extend(timeout.map(|it| ("timeoutInSeconds", Json::number(it))));
                facts.extend(heartbeat.map(|it| ("heartbeatInSeconds", Json::number(it))));
                facts.extend(credentials.as_ref().map(|it| ("taskCredentials", shown_credentials(it))));
                (details(facts), details(task.kind.facts()))
            }
            false => (None, None),
        };
        let events = task.kind.events();
        self.event(strand, events.scheduled, None, Some(arguments.clone()), scheduled);
        self.event(strand, events.started, None, None, started);
        let (service, action): (Arc<str>, Arc<str>) = match &task.kind {
            TaskKind::Service { service, action, .. } => (service.clone(), action.clone()),
            TaskKind::Lambda => ("lambda".into(), task.resource.clone()),
            TaskKind::Activity => ("activity".into(), task.resource.clone()),
        };
        strand.doing = Doing::Task(InFlight { heartbeat, beat_at: self.now, beats_every: None });
        let call = Box::new(Call {
            state: state.name.clone(),
            resource: task.resource.clone(),
            service,
            action,
            input: arguments.to_serde(),
            attempt,
            trail: strand.trail.clone(),
            token: strand.visit.token.clone(),
            credentials,
            timeout,
            heartbeat,
            pulse: None,
        });
        self.ask(strand, call);
        Ok(Flow::Blocked)
    }

    fn token(&mut self, state: &str, attempt: u32) -> Arc<str> {
        let given = self.settings.tokens.clone().and_then(|it| it(state, attempt));
        given.unwrap_or_else(|| self.random.uuid()).into()
    }

    fn seconds(
        &mut self,
        strand: &Strand,
        state: &State,
        name: &str,
        field: Option<&NumberField>,
        input: &Json,
    ) -> Result<Option<f64>, Failure> {
        let Some(field) = field else { return Ok(None) };
        let value = self.number(strand, state, name, field, input)?;
        match value.as_i64() {
            Some(it @ 1..) => Ok(Some(it as f64)),
            _ => Err(Failure::runtime(format!(
                "The {name} field refers to value {value} which is not a positive integer."
            ))),
        }
    }

    /// The answer of the service to the request of a task that takes longer.
    pub(super) fn submitted(&mut self, strand: &mut Strand, state: &State, answer: Option<Json>) {
        let Kind::Task(task) = &state.kind else { return };
        if matches!(task.kind, TaskKind::Service { .. })
            && (answer.is_some() || task.kind.has_token() && !matches!(task.kind, TaskKind::Activity))
        {
            let details = Details { facts: task.kind.facts(), ..Details::default() };
            self.event(strand, "TaskSubmitted", None, answer, Some(details));
        }
    }

    pub(super) fn task_ended(
        &mut self,
        strand: &mut Strand,
        state: &State,
        outcome: Result<Json, Failure>,
    ) -> Result<Flow, Failure> {
        let Kind::Task(task) = &state.kind else { return Ok(Flow::Blocked) };
        let events = task.kind.events();
        strand.epoch += 1;
        strand.doing = Doing::Nothing;
        let whose: Arc<str> = match &task.kind {
            TaskKind::Service { service, .. } => service.clone(),
            TaskKind::Lambda | TaskKind::Activity => task.resource.clone(),
        };
        let outcome = outcome.and_then(|result| check_size(&result, &whose).map(|()| result));
        match outcome {
            Ok(result) => {
                let details = self.keeps(strand).then(|| task.kind.facts()).and_then(details);
                self.event(strand, events.succeeded, None, Some(result.clone()), details);
                self.complete(strand, state, result)
            }
            Err(failure) => {
                let timed_out = failure.error.as_deref() == Some(TIMEOUT) && failure.cause.is_none();
                let kind = if timed_out { events.timed_out } else { events.failed };
                let details = Details { facts: task.kind.facts(), ..Details::of(&failure) };
                self.event(strand, kind, None, None, Some(details));
                Err(failure)
            }
        }
    }
}

fn details(facts: Vec<(&'static str, Json)>) -> Option<Details> {
    Some(Details { facts, ..Details::default() })
}

/// Events spell the field their own way.
fn shown_credentials(credentials: &Json) -> Json {
    let fields: Fields = credentials
        .as_object()
        .into_iter()
        .flatten()
        .map(
            |(key, it)| {
                if &**key == "RoleArn" { ("roleArn".into(), it.clone()) } else { (key.clone(), it.clone()) }
            },
        )
        .collect();
    Json::object(fields)
}
