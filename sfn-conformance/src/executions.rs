//! Kind `executions`: a folder with one recording of AWS a file. The executor has to do what AWS did: status, output,
//! error and cause; the states passed, with what they were entered and left with; what each task was called with.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use sfn_runtime::WorkflowType;
use sfn_runtime::exec::{Call, Definition, Execution, Executor, Reply, Step};

use crate::run::Case;
use crate::{front, recordings, test_states};

/// The cases of the folder `path`.
pub fn cases(path: &Path) -> Result<Vec<Case>, String> {
    let files = front::files(path, ".json")?;
    let case = |file: front::File| Case {
        name: file.name,
        check: Box::new(move || check(&front::json(&file.path)?)),
    };
    Ok(files.into_iter().map(case).collect())
}

fn check(case: &Value) -> Result<(), String> {
    match case["kind"].as_str() {
        Some("execution") => execution(case),
        Some("batch") => {
            let entries = case["cases"].as_array().map(Vec::as_slice).unwrap_or_default();
            let entry = |(i, entry): (usize, &Value)| {
                let result = execution(&with_flags(entry, case));
                result.map_err(|it| format!("entry {i}: {it}"))
            };
            entries.iter().enumerate().try_for_each(entry)
        }
        Some("test_state") => test_states::check(case),
        other => Err(format!("unknown kind {other:?}")),
    }
}

/// An entry of a batch has its flags and its type from the batch.
fn with_flags(entry: &Value, batch: &Value) -> Value {
    let mut entry = entry.clone();
    for key in ["flags", "type"] {
        entry[key] = batch[key].clone();
    }
    entry
}

fn execution(case: &Value) -> Result<(), String> {
    let workflow_type = match case["type"].as_str() {
        Some("EXPRESS") => WorkflowType::Express,
        _ => WorkflowType::Standard,
    };
    let definition = Definition::parse_as(&case["definition"].to_string(), workflow_type);
    let definition = definition.map_err(|error| error.to_string())?;
    let mocks = Arc::new(Mutex::new(Mocks::new(case)));
    let (answering, naming) = (mocks.clone(), mocks.clone());
    // Later than every timestamp that was in the past.
    let mut executor = Executor::with(definition)
        .start_at(Duration::from_secs(4_000_000_000))
        .mock_all(move |call: &Call| lock(&answering).answer(call))
        .tokens(move |state, attempt| lock(&naming).token(state, attempt));
    if case["context"].is_object() {
        executor = executor.context(case["context"].clone());
    }
    for activity in uncalled_activities(case) {
        executor = executor.without_activity(activity);
    }
    for object in case["s3"].as_array().into_iter().flatten() {
        let text = |key: &str| object[key].as_str().unwrap_or_default().to_owned();
        executor = executor.object(text("bucket"), text("key"), text("body"));
    }
    let execution = executor.run(case["input"].clone()).map_err(|error| error.to_string())?;
    compare(case, &execution)?;
    lock(&mocks).unused()
}

/// Activities that no task of the recording was given to: they had been deleted.
fn uncalled_activities(case: &Value) -> Vec<String> {
    let states = case["definition"]["States"].as_object().into_iter().flatten();
    let resources = states.filter_map(|(_, it)| it["Resource"].as_str());
    let is_called =
        |arn: &str| case["mocks"].as_array().is_some_and(|it| it.iter().any(|it| it["resource"] == arn));
    resources.filter(|it| it.contains(":activity:") && !is_called(it)).map(str::to_owned).collect()
}

fn lock(mocks: &Mutex<Mocks>) -> std::sync::MutexGuard<'_, Mocks> {
    mocks.lock().unwrap_or_else(|it| it.into_inner())
}

fn compare(case: &Value, execution: &Execution) -> Result<(), String> {
    let flag = |name: &str| case["flags"].as_array().is_some_and(|it| it.iter().any(|it| it == name));
    let expected = &case["expected"];
    let status = execution.status().as_str();
    if expected["status"] != status {
        return Err(format!("expected {} and got {execution}", expected["status"]));
    }
    if !flag("nondeterministic") {
        let output = execution.output().cloned().unwrap_or_default();
        recordings::same(&expected["output"], &output).map_err(|it| format!("output: {it}"))?;
    }
    let text = |it: Option<&str>| it.map_or(Value::Null, Value::from);
    recordings::same(&expected["error"], &text(execution.error())).map_err(|it| format!("error: {it}"))?;
    recordings::same_cause(&expected["cause"], &text(execution.cause()))
        .map_err(|it| format!("cause: {it}"))?;
    let Some(history) = expected["history"].as_array() else { return Ok(()) };
    let found: Vec<Value> = execution.history().iter().map(|it| it.to_json()).collect();
    if flag("events_reordered") {
        return recordings::same_set(&passed(history), &passed(&found)).map_err(|it| format!("states: {it}"));
    }
    let shape_only = flag("nondeterministic");
    let (expected, found) = match flag("concurrent") {
        true => (by_path(history), by_path(&found)),
        false => (all(history), all(&found)),
    };
    for (path, expected) in &expected {
        let found = found.get(path).map(Vec::as_slice).unwrap_or_default();
        let place = |it: String| format!("history {path}: {it}");
        recordings::same_events(expected, found, shape_only).map_err(place)?;
    }
    match found.keys().find(|it| !expected.contains_key(*it)) {
        Some(path) => Err(format!("history {path}: there is none")),
        None => Ok(()),
    }
}

/// Events of states entered and exited.
fn passed(history: &[Value]) -> Vec<Value> {
    let is_one =
        |it: &&Value| it["type"].as_str().is_some_and(|it| it.ends_with("Entered") || it.ends_with("Exited"));
    history.iter().filter(is_one).cloned().collect()
}

/// Across branches and iterations the order of events is not fixed.
fn by_path(history: &[Value]) -> HashMap<String, Vec<Value>> {
    let mut paths: HashMap<String, Vec<Value>> = HashMap::new();
    for event in passed(history) {
        let path = if event["path"].is_null() { String::new() } else { event["path"].to_string() };
        paths.entry(path).or_default().push(event);
    }
    paths
}

/// Where nothing is concurrent, every event counts.
fn all(history: &[Value]) -> HashMap<String, Vec<Value>> {
    HashMap::from([(String::new(), history.to_vec())])
}

/// The recorded tasks.
struct Mocks {
    left: Vec<Value>,
}

impl Mocks {
    fn new(case: &Value) -> Mocks {
        Mocks { left: case["mocks"].as_array().cloned().unwrap_or_default() }
    }

    /// The first unused recording of the state: of the same branch or iteration, or called with the same.
    fn answer(&mut self, call: &Call) -> Reply {
        let path = path(&call.path());
        let of_state = |it: &Value| it["state"] == call.state();
        let same = |it: &Value| recordings::same(arguments(it), call.input()).is_ok();
        let here =
            |it: &Value| of_state(it) && (it["path"].is_null() && path.is_null() || it["path"] == path);
        let found = self.left.iter().position(|it| here(it) && same(it));
        let found = found.or_else(|| self.left.iter().position(|it| of_state(it) && same(it)));
        let found = found.or_else(|| self.left.iter().position(here));
        let Some(found) = found.or_else(|| self.left.iter().position(of_state)) else {
            return Reply::invalid("AWS has not called it as often");
        };
        let mock = self.left.remove(found);
        if let Err(difference) = recordings::same(arguments(&mock), call.input()) {
            return Reply::invalid(format!("called with something else: {difference}"));
        }
        reply(&mock)
    }

    fn token(&self, state: &str, attempt: u32) -> Option<String> {
        let mut mocks = self.left.iter().filter(|it| it["state"] == state);
        let mock = mocks.clone().find(|it| it["attempt"] == attempt).or_else(|| mocks.next())?;
        token(&mock["parameters"])
    }

    fn unused(&self) -> Result<(), String> {
        match self.left.iter().find(|it| it["outcome"]["kind"] != "none") {
            Some(mock) => Err(format!("AWS has called {} once more", mock["state"])),
            None => Ok(()),
        }
    }
}

fn path(steps: &[Step]) -> Value {
    if steps.is_empty() {
        return Value::Null;
    }
    let step = |it: &Step| match it.is_map {
        true => serde_json::json!({"map": &*it.state, "index": it.index}),
        false => serde_json::json!({"parallel": &*it.state, "branch": it.index}),
    };
    steps.iter().map(step).collect()
}

fn arguments(mock: &Value) -> &Value {
    mock.get("parameters").unwrap_or(&mock["input"])
}

fn reply(mock: &Value) -> Reply {
    let outcome = &mock["outcome"];
    let text = |key: &str| outcome[key].as_str().map(str::to_owned);
    let reply = match outcome["kind"].as_str() {
        Some("result") => Reply::ok(outcome["result"].clone()),
        Some("error") => Reply::failure(text("error"), text("cause")),
        _ => Reply::unanswered(),
    };
    // What a service has returned, it returns, whatever the catalogue knows of it.
    let reply = reply.unchecked();
    match mock.get("submitted") {
        Some(it) => reply.submitted(it.clone()),
        None => reply,
    }
}

/// What a recording shows in the place of the token.
fn token(parameters: &Value) -> Option<String> {
    match parameters {
        Value::Object(fields) => match fields.get("TaskToken").and_then(Value::as_str) {
            Some(it) => Some(it.to_owned()),
            None => fields.values().find_map(token),
        },
        Value::Array(items) => items.iter().find_map(token),
        _ => None,
    }
}
