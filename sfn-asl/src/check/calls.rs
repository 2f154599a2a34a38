//! Calls: results that are not there yet, executions that start themselves, what is done twice, and failures inside of
//! an answer.

use super::hints::is_repeated_harmfully;
use super::outline::{Outline, Site, Target};
use super::queries;
use crate::diag::messages::calls as messages;
use crate::diag::{Diagnostics, Severity, Source};
use crate::machine::{Next, StateKind, WorkflowType};
use crate::resource::{Call, Pattern, Resource};
use crate::value::{Value, ValueKind};

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline, source: Source) {
    for (at, site) in outline.sites.iter().enumerate() {
        let Some(call) = site.call() else { continue };
        check_finished(cx, outline, at, &call);
        check_entries(cx, outline, site, &call);
        check_recursion(cx, outline, at, &call);
    }
    check_repeated(cx, outline, source);
}

/// Calls that start something, and those that ask for its result, which is an error before it is there.
const STARTED: &[(&str, &[&str], &str)] = &[
    ("athena", &["startQueryExecution"], "getQueryResults"),
    ("redshiftdata", &["executeStatement", "batchExecuteStatement"], "getStatementResult"),
    ("cloudwatchlogs", &["startQuery"], "getQueryResults"),
    ("textract", &["startDocumentTextDetection"], "getDocumentTextDetection"),
    ("textract", &["startDocumentAnalysis"], "getDocumentAnalysis"),
    ("textract", &["startExpenseAnalysis"], "getExpenseAnalysis"),
    ("rekognition", &["startLabelDetection"], "getLabelDetection"),
    ("rekognition", &["startContentModeration"], "getContentModeration"),
    ("rekognition", &["startFaceDetection"], "getFaceDetection"),
    ("rekognition", &["startTextDetection"], "getTextDetection"),
];

// Whoever asks for the result of what takes time waits for it. A Choice behind the question may look whether it is
// there.
fn check_finished(cx: &mut Diagnostics, outline: &Outline, at: usize, start: &Call) {
    if start.pattern != Some(Pattern::RequestResponse) {
        return;
    }
    let started = |it: &&(&str, &[&str], &str)| it.0 == start.service && it.1.contains(&start.action);
    let Some((.., result)) = STARTED.iter().find(started) else { return };
    let mut next = follow(outline, at);
    // Passes take no time.
    for _ in 0..4 {
        let Some(to) = next else { return };
        let site = &outline.sites[to];
        match &site.state.kind {
            StateKind::Pass { .. } => next = follow(outline, to),
            StateKind::Task(task) => {
                let asks = site.call().is_some_and(|it| it.service == start.service && it.action == *result);
                let looks = follow(outline, to)
                    .is_some_and(|it| matches!(outline.sites[it].state.kind, StateKind::Choice(_)));
                let is_retried = site.state.retry.as_ref().is_some_and(|it| !it.is_empty());
                if asks && !looks && !is_retried {
                    messages::not_finished(
                        cx,
                        task.resource.loc,
                        start.action,
                        outline.sites[at].state.name.loc,
                    );
                }
                return;
            }
            _ => return,
        }
    }
}

/// Where the state goes on when all is well.
fn follow(outline: &Outline, at: usize) -> Option<usize> {
    let site = &outline.sites[at];
    let Next::Next(name) = &site.state.next else { return None };
    outline.state_in(site.scope, &name.value)
}

// The optimised call fails where an entry does; that of the SDK answers how many did.
fn check_entries(cx: &mut Diagnostics, outline: &Outline, site: &Site, call: &Call) {
    let is_sdk = matches!(site.resource, Some(Resource::Sdk(_)));
    if !is_sdk || (call.service, call.action) != ("eventbridge", "putEvents") {
        return;
    }
    let looks = outline.sites.iter().any(|it| {
        queries::of_state(it.state).iter().any(|it| it.query.text.value.contains("FailedEntryCount"))
    });
    if let (false, StateKind::Task(task)) = (looks, &site.state.kind) {
        messages::entries_not_checked(cx, task.resource.loc);
    }
}

// An execution that starts another of its own machine does so only sometimes.
fn check_recursion(cx: &mut Diagnostics, outline: &Outline, at: usize, call: &Call) {
    if !matches!((call.service, call.action), ("states" | "sfn", "startExecution" | "startSyncExecution")) {
        return;
    }
    let machine = outline.sites[at].state.arguments.as_ref().and_then(|it| it.get("StateMachineArn"));
    let Some(Value { kind: ValueKind::Query(query), .. }) = machine else { return };
    let is_own =
        matches!(query.text.value.trim(), "$$.StateMachine.Id" | "{% $states.context.StateMachine.Id %}");
    if is_own && is_always_reached(outline, at) {
        messages::starts_itself(cx, query.text.loc);
    }
}

/// Whether every execution that does not fail comes there: nothing before it decides, and no Map is around it.
fn is_always_reached(outline: &Outline, at: usize) -> bool {
    let mut site = at;
    loop {
        let scope = &outline.scopes[outline.sites[site].scope];
        let Some(Target::Here(mut next)) = scope.start.map(|it| it.target) else { return false };
        let mut steps = scope.sites.len();
        while next != site {
            match follow(outline, next) {
                Some(to) if steps > 0 => next = to,
                _ => return false,
            }
            steps -= 1;
        }
        match scope.owner {
            None => return true,
            Some(owner) if matches!(outline.sites[owner].state.kind, StateKind::Map(_)) => return false,
            Some(owner) => site = owner,
        }
    }
}

// An Express execution may run twice, if it is started asynchronously. Whoever wrote the machine here may know; in a
// machine that is built again and again this is advice for those who ask.
fn check_repeated(cx: &mut Diagnostics, outline: &Outline, source: Source) {
    let severity = if source == Source::Document { Severity::Warning } else { Severity::Hint };
    if outline.machine.workflow_type != WorkflowType::Express
        || severity == Severity::Hint && !cx.wants_hints()
    {
        return;
    }
    let mut harmful = outline
        .sites
        .iter()
        .filter_map(|site| match &site.state.kind {
            StateKind::Task(task) if !cx.is_wrong(task.resource.loc) => Some((site, task, site.call()?)),
            _ => None,
        })
        .filter(|it| is_repeated_harmfully(&it.2, it.0.state));
    if let Some((_, task, call)) = harmful.next() {
        let others = harmful.count();
        messages::done_twice_in_express(cx, task.resource.loc, call.action, others, severity);
    }
}
