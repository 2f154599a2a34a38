//! What each type of state does when it is entered, and when what it waited for has come.

use sfn_asl::machine::QueryLanguage;

use super::data::{Ending, Extra, entered};
use super::engine::Engine;
use super::failure::Failure;
use super::plan::{Kind, NumberField, State, TextField, Wait};
use super::strand::{Doing, Flow, Strand, Visit, Wake};
use crate::query::time::{self, NANOS};
use crate::query::value::Json;

/// Recorded: a Wait by timestamp for longer than this is refused.
const LONGEST_WAIT: f64 = 2_147_483_647.0;

impl Engine {
    pub(super) fn dispatch(
        &mut self,
        strand: &mut Strand,
        state: &State,
        wake: Wake,
    ) -> Result<Flow, Failure> {
        match wake {
            Wake::Enter => self.enter(strand, state),
            Wake::Retry => self.work(strand, state),
            Wake::Resume => {
                let input = self.effective_input(strand, state)?;
                self.leave(strand, state, Ending::of(state), Extra::default(), &input, state.next)
            }
            Wake::Answered(outcome) => self.task_ended(strand, state, outcome),
            Wake::ChildDone { index, output, last } => self.child_done(strand, state, index, output, last),
            Wake::ChildFailed { index, failure, last, at } => {
                self.child_failed(strand, state, index, failure, last, *at)
            }
            Wake::Redrive => self.redriven(strand, state),
            Wake::Heartbeat | Wake::Deadline => Ok(Flow::Blocked),
        }
    }

    fn enter(&mut self, strand: &mut Strand, state: &State) -> Result<Flow, Failure> {
        let input = strand.input.clone();
        let id = self.event(strand, entered(state.kind.name()), Some(&state.name), Some(input), None);
        strand.visit = Visit { entered: id, entered_at: self.now, ..Visit::default() };
        self.work(strand, state)
    }

    /// Does the work of a state, for the first time or again.
    pub(super) fn work(&mut self, strand: &mut Strand, state: &State) -> Result<Flow, Failure> {
        strand.epoch += 1;
        strand.doing = Doing::Nothing;
        strand.left = None;
        let input = self.effective_input(strand, state)?;
        match &state.kind {
            Kind::Pass { result } => match (result, state.language) {
                (_, QueryLanguage::Jsonata) => {
                    self.leave(strand, state, Ending::of(state), Extra::default(), &input, state.next)
                }
                (Some(it), _) => self.complete(strand, state, it.clone()),
                (None, _) => {
                    let result = self.arguments(strand, state, &input)?;
                    self.complete(strand, state, result)
                }
            },
            Kind::Task(task) => self.start_task(strand, state, task, &input),
            Kind::Choice { rules, default } => self.choose(strand, state, rules, *default, &input),
            Kind::Wait(wait) => self.start_wait(strand, state, wait, &input),
            Kind::Succeed => {
                self.leave(strand, state, Ending::of(state), Extra::default(), &input, state.next)
            }
            Kind::Fail { error, cause } => {
                let mut text = |name: &str, field: &Option<TextField>| match field {
                    Some(it) => self.text(strand, state, name, it, &input).map(Some),
                    None => Ok(None),
                };
                let (error, cause) = (text("Error", error)?, text("Cause", cause)?);
                let text = |it: &Option<Json>| it.as_ref().and_then(Json::as_str).map(str::to_owned);
                Err(Failure::new(text(&error).as_deref(), text(&cause).as_deref()))
            }
            Kind::Parallel { branches } => {
                let input = self.arguments(strand, state, &input)?;
                self.start_branches(strand, state, branches, input)
            }
            Kind::Map(map) => self.start_map(strand, state, map, input),
        }
    }

    fn start_wait(
        &mut self,
        strand: &mut Strand,
        state: &State,
        wait: &Wait,
        input: &Json,
    ) -> Result<Flow, Failure> {
        let seconds = match wait {
            Wait::Seconds(NumberField::Literal(it)) => *it,
            Wait::Seconds(field @ NumberField::Query(query)) => {
                let value = match state.language {
                    QueryLanguage::Jsonata => self.number(strand, state, "Seconds", field, input)?,
                    QueryLanguage::JsonPath => {
                        let value = self.with_scope(strand, state, input, Extra::default(), |scope| {
                            query.evaluate(scope)
                        });
                        value.map_err(|_| {
                            let text = &query.text;
                            Failure::runtime(format!(
                                "The SecondsPath parameter does not reference an input value: {text}"
                            ))
                        })?
                    }
                };
                seconds(&value, state.language, &query.text)?
            }
            Wait::Timestamp(field) => self.seconds_until(strand, state, field, input)?,
        };
        self.set_timer(strand.id, Some(strand.epoch), seconds, Wake::Resume);
        Ok(Flow::Blocked)
    }

    fn seconds_until(
        &mut self,
        strand: &Strand,
        state: &State,
        field: &TextField,
        input: &Json,
    ) -> Result<f64, Failure> {
        const EXPECTED: &str = "ISO-8601 extended offset date-time format string";
        let value = match field {
            TextField::Literal(it) => Json::String(it.clone()),
            TextField::Query(query) => {
                let value =
                    self.with_scope(strand, state, input, Extra::default(), |scope| query.evaluate(scope));
                match state.language {
                    QueryLanguage::Jsonata => {
                        value.map_err(|it| Failure::of_query("Timestamp", &query.text, input, it))?
                    }
                    QueryLanguage::JsonPath => value.map_err(|_| {
                        let text = &query.text;
                        Failure::runtime(format!(
                            "The TimestampPath parameter does not reference an input value: {text}"
                        ))
                    })?,
                }
            }
        };
        let Some(at) = value.as_str().and_then(time::parse) else {
            let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            return Err(match (field, state.language) {
                (TextField::Query(query), QueryLanguage::JsonPath) => Failure::runtime(format!(
                    "The TimestampPath parameter does not reference a valid {EXPECTED}: {} == {shown}",
                    query.text
                )),
                (TextField::Query(query), _) if value.as_str().is_none() => {
                    Failure::unexpected_type("Timestamp", &query.text, "string", &value)
                }
                _ => Failure::evaluation(
                    Some("Timestamp"),
                    format!("The Timestamp field cannot be parsed as an {EXPECTED}: {shown}"),
                ),
            });
        };
        let seconds = (at - self.now) as f64 / NANOS as f64;
        if seconds > LONGEST_WAIT {
            return Err(Failure::runtime("Wait state delay is too long."));
        }
        Ok(seconds)
    }
}

fn seconds(value: &Json, language: QueryLanguage, text: &str) -> Result<f64, Failure> {
    match (value.as_i64(), language) {
        (Some(it @ 0..), _) => Ok(it as f64),
        (Some(it), QueryLanguage::JsonPath) => Err(Failure::runtime(format!(
            "The SecondsPath parameter references a negative value: {text} == {it}"
        ))),
        (None, QueryLanguage::JsonPath) => {
            let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Err(Failure::runtime(format!(
                "The SecondsPath parameter cannot be parsed as a long value: {text} == {shown}"
            )))
        }
        (_, QueryLanguage::Jsonata) => Err(Failure::evaluation(
            Some("Seconds"),
            format!("The Seconds field must be a whole number of seconds: {value}"),
        )),
    }
}
