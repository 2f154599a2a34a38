//! What a distributed Map has started: a Map Run, and its child executions.

use serde_json::Value;

use super::engine::Engine;
use super::execution::Status;
use super::failure::Failure;
use super::history::{Details, Event};
use super::strand::Strand;
use crate::query::value::Json;

/// A Map Run of an execution: one for each time that a distributed Map was entered or retried.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MapRun {
    /// The Map.
    pub state: String,
    /// Its ARN.
    pub arn: String,
    /// The child executions that were started, in the order of their items.
    pub executions: Vec<ChildExecution>,
}

/// A child execution of a Map Run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ChildExecution {
    /// Of the item or batch that it is for, from 0.
    pub index: usize,
    /// A UUID.
    pub name: String,
    /// How it ended.
    pub status: Status,
    /// The item, or the batch.
    pub input: Value,
    /// Its output, if it succeeded.
    pub output: Option<Value>,
    /// The name of the error, if it failed with one.
    pub error: Option<String>,
    /// The cause of the error.
    pub cause: Option<String>,
    /// What happened in it, event by event.
    pub history: Vec<Event>,
}

impl MapRun {
    /// How many of its executions ended like this.
    pub fn count(&self, status: Status) -> usize {
        self.executions.iter().filter(|it| it.status == status).count()
    }

    /// The execution for an item or batch.
    pub fn execution(&self, index: usize) -> Option<&ChildExecution> {
        self.executions.iter().find(|it| it.index == index)
    }
}

impl Engine {
    /// Begins to write down a Map Run, and gives its number.
    pub(super) fn open_map_run(&mut self, state: &str, arn: &str) -> usize {
        self.map_runs.push(MapRun { state: state.to_owned(), arn: arn.to_owned(), executions: Vec::new() });
        self.map_runs.len() - 1
    }

    /// Forgets how a child has ended that goes on, and gives its name.
    pub(super) fn reopen_child(&mut self, number: usize, index: usize) -> Option<String> {
        let executions = &mut self.map_runs.get_mut(number)?.executions;
        let at = executions.iter().position(|it| it.index == index)?;
        Some(executions.remove(at).name)
    }

    /// Writes down how a child execution ended; without an outcome it was aborted.
    pub(super) fn close_child(
        &mut self,
        strand: &mut Strand,
        index: usize,
        outcome: Option<&Result<Json, Failure>>,
    ) {
        match outcome {
            Some(Ok(output)) => {
                _ = self.event(strand, "ExecutionSucceeded", None, Some(output.clone()), None)
            }
            Some(Err(failure)) => {
                _ = self.event(strand, "ExecutionFailed", None, None, Some(Details::of(failure)));
            }
            None => _ = self.event(strand, "ExecutionAborted", None, None, None),
        }
        let Some(run) = self.runs[strand.run].as_mut() else { return };
        let (true, Some(number)) = (run.history.keeps, run.map_run) else { return };
        let text = |it: &Option<std::sync::Arc<str>>| it.as_deref().map(str::to_owned);
        let failure = outcome.and_then(|it| it.as_ref().err());
        let of_context = |key: &str| run.context.execution.get(key).map(Json::to_serde).unwrap_or_default();
        let child = ChildExecution {
            index,
            name: of_context("Name").as_str().unwrap_or_default().to_owned(),
            status: match outcome {
                Some(Ok(_)) => Status::Succeeded,
                Some(Err(_)) => Status::Failed,
                None => Status::Aborted,
            },
            input: of_context("Input"),
            output: outcome.and_then(|it| it.as_ref().ok()).map(Json::to_serde),
            error: failure.and_then(|it| text(&it.error)),
            cause: failure.and_then(|it| text(&it.cause)),
            history: std::mem::take(&mut run.history.events),
        };
        if let Some(map_run) = self.map_runs.get_mut(number) {
            map_run.executions.push(child);
        }
    }
}
