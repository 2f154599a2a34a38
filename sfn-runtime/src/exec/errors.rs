//! What happens to errors: another attempt, a catcher, or the end of the scope.

use std::sync::Arc;

use sfn_asl::machine::QueryLanguage;

use super::data::{Ending, Extra, insert};
use super::engine::Engine;
use super::failure::Failure;
use super::history::Details;
use super::plan::{Catcher, Kind, Retrier, State};
use super::strand::{Flow, Strand, Wake};
use crate::query::value::Json;

impl Engine {
    /// What becomes of a strand whose state has failed.
    pub(super) fn handle(&mut self, strand: &mut Strand, state: &State, mut failure: Failure) -> Flow {
        self.name_state(strand, state, &mut failure);
        self.cut_off_children(strand, state);
        strand.epoch += 1;
        if let Some(evaluation) = failure.evaluation.take() {
            let mut details = Details::of(&failure);
            details.facts.extend(evaluation.location.map(|it| ("location", Json::text(it))));
            details.facts.push(("state", Json::String(state.name.clone())));
            self.event(strand, "EvaluationFailed", None, None, Some(details));
        }
        if failure.is_fatal() || !state.kind.handles_errors() {
            return Flow::Failed(failure);
        }
        if let Some(delay) = self.delay(strand, state, &failure) {
            strand.visit.retry_count += 1;
            self.set_timer(strand.id, Some(strand.epoch), delay, Wake::Retry);
            return Flow::Blocked;
        }
        match &state.kind {
            Kind::Parallel { .. } => _ = self.event(strand, "ParallelStateFailed", None, None, None),
            Kind::Map(_) => _ = self.event(strand, "MapStateFailed", None, None, None),
            _ => {}
        }
        let catcher = state.catch.iter().enumerate().find(|(_, it)| failure.matches(&it.errors));
        let Some((i, catcher)) = catcher else { return Flow::Failed(failure) };
        self.catch(strand, state, i, catcher, &failure).unwrap_or_else(|mut failure| {
            self.name_state(strand, state, &mut failure);
            Flow::Failed(failure)
        })
    }

    /// The service's own errors say where they happened.
    fn name_state(&self, strand: &Strand, state: &State, failure: &mut Failure) {
        if std::mem::take(&mut failure.in_state) {
            let cause = failure.cause.as_deref().unwrap_or_default();
            failure.cause = Some(Arc::from(format!(
                "An error occurred while executing the state '{}' (entered at the event id #{}). {cause}",
                state.name, strand.visit.entered
            )));
        }
    }

    /// How long to wait before the next attempt, if there is to be one. The first retrier that matches decides.
    pub(super) fn delay(&mut self, strand: &mut Strand, state: &State, failure: &Failure) -> Option<f64> {
        let number = state.retry.iter().position(|it| failure.matches(&it.errors))?;
        let retrier = &state.retry[number];
        let retries = &mut strand.visit.retries;
        retries.resize(state.retry.len().max(retries.len()), 0);
        let done = retries.get_mut(number)?;
        if *done >= retrier.attempts {
            return None;
        }
        let delay = backoff(retrier, *done);
        *done += 1;
        Some(if retrier.jitter { delay * self.random.next_f64() } else { delay })
    }

    pub(super) fn catch(
        &mut self,
        strand: &mut Strand,
        state: &State,
        i: usize,
        catcher: &Catcher,
        failure: &Failure,
    ) -> Result<Flow, Failure> {
        let output = failure.output();
        let prefix = format!("Catch[{i}]/");
        let extra = Extra { error_output: Some(&output), ..Extra::default() };
        let ending =
            Ending { prefix: &prefix, assign: catcher.assign.as_ref(), output: catcher.output.as_ref() };
        if state.language == QueryLanguage::Jsonata {
            return self.leave(strand, state, ending, extra, &output, catcher.next);
        }
        let assigned = self.assigned(strand, state, ending, extra, &output)?;
        let output = insert(&catcher.result_path, &strand.input, output)?;
        self.exit(strand, state, output, assigned, catcher.next)
    }
}

/// Seconds before the retry after `done` others.
pub(super) fn backoff(retrier: &Retrier, done: u64) -> f64 {
    let delay = retrier.interval * retrier.rate.powf(done as f64);
    delay.min(retrier.max_delay.unwrap_or(f64::INFINITY)).min(99_999_999.0)
}
