//! The document model into a plan: names become numbers, templates are put together.

use sfn_asl::choice::{Condition, ConditionKind, Operand};
use sfn_asl::machine::{self as asl, Next, StateKind};
use sfn_asl::resource::{Pattern, Resource};
use sfn_asl::value::{self, Text};

use std::sync::Arc;

use super::plan::{
    Batcher, Catcher, Kind, Map, NumberField, Plan, Reader, Retrier, Right, Rule, Scope, Select, State,
    Target, Task, TaskKind, Test, TextField, Wait, Writer,
};
use crate::query::value::Json;
use crate::query::{Query, Template};

impl Plan {
    /// A plan for a machine that was read without errors. Targets that do not exist end the scope.
    pub(crate) fn new(machine: &asl::Machine) -> Plan {
        let mut builder = Builder { machine, scopes: Vec::new() };
        builder.scope(&machine.body);
        Plan {
            scopes: builder.scopes,
            workflow_type: machine.workflow_type,
            timeout_seconds: machine.timeout_seconds.as_ref().and_then(|it| it.value.parse().ok()),
        }
    }
}

struct Builder<'a> {
    machine: &'a asl::Machine,
    scopes: Vec<Scope>,
}

impl Builder<'_> {
    fn scope(&mut self, body: &asl::Body) -> usize {
        let number = self.scopes.len();
        self.scopes.push(Scope { start: 0, states: Vec::new() });
        let names = Names(body);
        let states = body.states.iter().map(|it| self.state(it, &names)).collect();
        let start = match names.target(body.start_at.as_ref()) {
            Target::State(it) => it,
            Target::End => 0,
        };
        self.scopes[number] = Scope { start, states };
        number
    }

    fn state(&mut self, state: &asl::State, names: &Names<'_>) -> State {
        State {
            name: state.name.value.as_str().into(),
            language: self.machine.language_of(state),
            input_path: select(&state.input_path),
            output_path: select(&state.output_path),
            result_path: select(&state.result_path),
            arguments: template(&state.arguments),
            result_selector: template(&state.result_selector),
            assign: template(&state.assign),
            output: template(&state.output),
            retry: state.retry.iter().flatten().map(retrier).collect(),
            catch: state.catch.iter().flatten().map(|it| catcher(it, names)).collect(),
            next: match &state.next {
                Next::Next(name) => names.target(Some(name)),
                Next::End(_) | Next::None => Target::End,
            },
            kind: self.kind(&state.kind, names),
        }
    }

    fn kind(&mut self, kind: &StateKind, names: &Names<'_>) -> Kind {
        match kind {
            StateKind::Pass { result } => Kind::Pass { result: result.as_ref().map(Json::from) },
            StateKind::Task(task) => Kind::Task(Box::new(Task {
                resource: task.resource.value.as_str().into(),
                kind: task_kind(&task.resource.value),
                timeout: number(&task.timeout),
                heartbeat: number(&task.heartbeat),
                credentials: template(&task.credentials),
            })),
            StateKind::Choice(choice) => Kind::Choice {
                rules: choice
                    .rules
                    .iter()
                    .map(|it| Rule {
                        test: test(&it.condition),
                        assign: template(&it.assign),
                        output: template(&it.output),
                        next: names.target(it.next.as_ref()),
                    })
                    .collect(),
                default: choice.default.as_ref().map(|it| names.target(Some(it))),
            },
            StateKind::Wait(wait) => Kind::Wait(match wait {
                Some(asl::Wait::Seconds(it)) => Wait::Seconds(number_field(it)),
                Some(asl::Wait::Timestamp(it)) => Wait::Timestamp(text_field(it)),
                None => Wait::Seconds(NumberField::Literal(0.0)),
            }),
            StateKind::Succeed => Kind::Succeed,
            StateKind::Fail { error, cause } => {
                Kind::Fail { error: error.as_ref().map(text_field), cause: cause.as_ref().map(text_field) }
            }
            StateKind::Parallel { branches } => {
                Kind::Parallel { branches: branches.iter().map(|it| self.scope(it)).collect() }
            }
            StateKind::Map(map) => Kind::Map(Box::new(self.map(map))),
        }
    }

    fn map(&mut self, map: &asl::Map) -> Map {
        let reader = map.item_reader.as_ref().map(|it| {
            let config = it.config.clone().unwrap_or_default();
            Reader {
                lists: it.resource.value.ends_with(":listObjectsV2"),
                arguments: template(&it.arguments),
                max_items: number(&config.max_items),
                config,
            }
        });
        let batcher = map.item_batcher.as_ref().map(|it| Batcher {
            max_items: number(&it.max_items_per_batch),
            max_bytes: number(&it.max_input_bytes_per_batch),
            batch_input: template(&it.batch_input),
        });
        let writer = map.result_writer.as_ref().map(|it| {
            let config = it.config.clone().unwrap_or_default();
            Writer {
                arguments: template(&it.arguments),
                transformation: config.transformation.map(|it| it.value),
                lines: config.output_type.is_some_and(|it| it.value == "JSONL"),
            }
        });
        Map {
            processor: self.scope(&map.processor),
            distributed: map.is_distributed(),
            express: map.execution_type.as_ref().is_some_and(|it| it.value == "EXPRESS"),
            items_path: map.items_path.as_ref().map(Query::new),
            items: template(&map.items),
            item_selector: template(&map.item_selector),
            reader,
            batcher,
            writer,
            label: map.label.as_ref().map(|it| it.value.as_str().into()),
            max_concurrency: number(&map.max_concurrency),
            tolerated_count: number(&map.tolerated_failure_count),
            tolerated_percentage: number(&map.tolerated_failure_percentage),
        }
    }
}

/// The states of a scope by name.
struct Names<'a>(&'a asl::Body);

impl Names<'_> {
    fn target(&self, name: Option<&Text>) -> Target {
        let at = name.and_then(|name| self.0.states.iter().position(|it| it.name.value == name.value));
        at.map_or(Target::End, Target::State)
    }
}

fn template(value: &Option<value::Value>) -> Option<Template> {
    value.as_ref().map(Template::new)
}

fn select(path: &Option<asl::PathField>) -> Select {
    match path {
        None => Select::All,
        Some(asl::PathField::Null(_)) => Select::Nothing,
        Some(asl::PathField::Path(query)) if query.text.value == "$" => Select::All,
        Some(asl::PathField::Path(query)) => Select::Path(Query::new(query)),
    }
}

fn number(field: &Option<asl::NumberField>) -> Option<NumberField> {
    field.as_ref().map(number_field)
}

fn number_field(field: &asl::NumberField) -> NumberField {
    match field {
        asl::NumberField::Literal(it) => NumberField::Literal(it.value.parse().unwrap_or_default()),
        asl::NumberField::Query(query) => NumberField::Query(Query::new(query)),
    }
}

fn text_field(field: &asl::TextField) -> TextField {
    match field {
        asl::TextField::Literal(it) => TextField::Literal(it.value.as_str().into()),
        asl::TextField::Query(query) => TextField::Query(Query::new(query)),
    }
}

fn errors(names: &[Text]) -> Vec<Arc<str>> {
    names.iter().map(|it| it.value.as_str().into()).collect()
}

fn retrier(retrier: &asl::Retrier) -> Retrier {
    let number = |it: &Option<value::Number>| it.as_ref().and_then(|it| it.value.parse::<f64>().ok());
    Retrier {
        errors: errors(&retrier.error_equals),
        interval: number(&retrier.interval_seconds).unwrap_or(1.0),
        attempts: number(&retrier.max_attempts).unwrap_or(3.0) as u64,
        rate: number(&retrier.backoff_rate).unwrap_or(2.0),
        max_delay: number(&retrier.max_delay_seconds),
        jitter: retrier.jitter_strategy.as_ref().is_some_and(|it| it.value == "FULL"),
    }
}

fn catcher(catcher: &asl::Catcher, names: &Names<'_>) -> Catcher {
    Catcher {
        errors: errors(&catcher.error_equals),
        result_path: select(&catcher.result_path),
        output: template(&catcher.output),
        assign: template(&catcher.assign),
        next: names.target(catcher.next.as_ref()),
    }
}

fn test(condition: &Condition) -> Test {
    let all = |parts: &[Condition]| parts.iter().map(test).collect();
    match &condition.kind {
        ConditionKind::And(parts) => Test::And(all(parts)),
        ConditionKind::Or(parts) => Test::Or(all(parts)),
        ConditionKind::Not(part) => Test::Not(Box::new(test(part))),
        ConditionKind::Compare { variable, operator, operand } => Test::Compare {
            variable: Query::new(variable),
            operator: operator.value,
            operand: match operand {
                Operand::Text(it) => Right::Value(Json::text(it.value.as_str())),
                Operand::Number(it) => Right::Value(it.value.parse().map_or(Json::Null, Json::Number)),
                Operand::Bool(it) => Right::Value(Json::Bool(it.value)),
                Operand::Path(query) => Right::Path(Query::new(query)),
            },
        },
        ConditionKind::Jsonata(query) => Test::Jsonata(Query::new(query)),
        ConditionKind::Literal(it) => Test::Literal(*it),
        ConditionKind::Invalid => Test::Literal(false),
    }
}

fn task_kind(resource: &str) -> TaskKind {
    let service = |prefix: &str, call: sfn_asl::resource::Call<'_>| TaskKind::Service {
        service: format!("{prefix}{}", call.service).into(),
        action: match call.suffix {
            Some(suffix) => format!("{}.{suffix}", call.action).into(),
            None => call.action.into(),
        },
        pattern: call.pattern.unwrap_or(Pattern::RequestResponse),
    };
    match Resource::parse(resource) {
        Resource::Integration(call) => service("", call),
        Resource::Sdk(call) => service("aws-sdk:", call),
        Resource::Activity { .. } => TaskKind::Activity,
        Resource::Lambda { .. } | Resource::Open | Resource::Invalid(_) => TaskKind::Lambda,
    }
}
