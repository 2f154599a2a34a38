//! Executions of which the documentation of AWS says how they go: the tables in `guide`, one file for a subject.
//!
//! A case has the `state` under test, or whole `states`, beginning with the first; what it names and is not there is a
//! Pass. `tasks` are the replies by state, in order: a result, `{"Error": …, "Cause": …}`, or `{"unanswered": true}`. What
//! is expected is an `output`, or an `error`; beside it a `cause`, or its beginning before an ellipsis, the states
//! `visited`, the `seconds` that went by, and the `parameters` of the tasks.

use std::path::Path;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use sfn_runtime::exec::{Call, Execution, Executor, Reply};

#[test]
fn executions_go_as_the_guide_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guide");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    let (mut count, mut wrong) = (0, Vec::new());
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        let cases: Vec<Value> = serde_json::from_str(&text).unwrap_or_else(|it| panic!("{file:?}: {it}"));
        for case in &cases {
            count += 1;
            if let Err(why) = check(case) {
                let name = file.file_stem().unwrap().to_string_lossy();
                wrong.push(format!("{name}: {}\n    {why}", case["about"].as_str().unwrap()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} go otherwise:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 200, "{count}");
}

fn check(case: &Value) -> Result<(), String> {
    const KEYS: [&str; 15] = [
        "about",
        "source",
        "language",
        "state",
        "states",
        "input",
        "tasks",
        "objects",
        "output",
        "error",
        "cause",
        "visited",
        "seconds",
        "parameters",
        "refused",
    ];
    if let Some((key, _)) = case.as_object().unwrap().iter().find(|it| !KEYS.contains(&it.0.as_str())) {
        return Err(format!("a case has no {key}"));
    }
    let definition = definition(case);
    let executor = match (Executor::new(&definition.to_string()), case.get("refused")) {
        (Ok(executor), None) => executor,
        (Ok(_), Some(_)) => return Err("it is accepted".to_owned()),
        (Err(error), None) => return Err(error.to_string()),
        (Err(error), Some(expected)) => {
            let expected = expected.as_str().unwrap();
            return match error.to_string().contains(expected) {
                true => Ok(()),
                false => Err(format!("it is refused otherwise: {error}")),
            };
        }
    };
    let calls = Arc::new(Mutex::new(Vec::new()));
    let (seen, mut replies) = (calls.clone(), case["tasks"].clone());
    let mut executor = executor.mock_all(move |call: &Call| {
        seen.lock().unwrap().push(call.input().clone());
        reply(&mut replies[call.state()])
    });
    for (key, body) in case["objects"].as_object().into_iter().flatten() {
        executor = executor.object("bucket", key, body.as_str().unwrap());
    }
    let input = case.get("input").cloned().unwrap_or_else(|| json!({}));
    let execution = executor.run(input).map_err(|it| it.to_string())?;
    compare(case, &execution)?;
    match case.get("parameters") {
        Some(expected) => same("parameters", expected, &json!(*calls.lock().unwrap())),
        None => Ok(()),
    }
}

fn definition(case: &Value) -> Value {
    let mut states = case["states"].as_object().cloned().unwrap_or_default();
    if let Some(state) = case.get("state") {
        states.insert("S".to_owned(), state.clone());
    }
    let first = states.keys().next().cloned().unwrap();
    states.values_mut().for_each(end);
    let mut named = Vec::new();
    states.values().for_each(|it| targets(it, &mut named));
    for name in named {
        states.entry(name).or_insert_with(|| json!({"Type": "Pass", "End": true}));
    }
    let mut definition = json!({"StartAt": first, "States": states});
    if let Some(language) = case.get("language") {
        definition["QueryLanguage"] = language.clone();
    }
    definition
}

/// What may be left out of a state: that it ends, and what a task calls.
fn end(state: &mut Value) {
    if state["Type"] == "Task" && state.get("Resource").is_none() {
        state["Resource"] = "arn:aws:lambda:us-east-1:123456789012:function:f".into();
    }
    for scope in ["ItemProcessor", "Iterator"] {
        let Some(processor) = state.get_mut(scope) else { continue };
        processor["States"].as_object_mut().into_iter().for_each(|it| it.values_mut().for_each(end));
    }
    for branch in state.get_mut("Branches").and_then(Value::as_array_mut).into_iter().flatten() {
        branch["States"].as_object_mut().into_iter().for_each(|it| it.values_mut().for_each(end));
    }
    let is_open = !matches!(state["Type"].as_str(), Some("Choice" | "Succeed" | "Fail"));
    if is_open && state.get("Next").is_none() {
        state["End"] = true.into();
    }
}

fn targets(state: &Value, names: &mut Vec<String>) {
    names.extend(["Next", "Default"].iter().filter_map(|it| state[*it].as_str()).map(str::to_owned));
    for list in ["Choices", "Catch"] {
        state[list].as_array().into_iter().flatten().for_each(|it| targets(it, names));
    }
}

fn reply(replies: &mut Value) -> Reply {
    let next = match replies {
        Value::Array(all) if !all.is_empty() => all.remove(0),
        Value::Array(_) | Value::Null => return Reply::invalid("there is no reply left"),
        other => other.clone(),
    };
    let text = |key: &str| next[key].as_str().map(str::to_owned);
    match (next.get("Error"), next.get("unanswered")) {
        (Some(_), _) => Reply::failure(text("Error"), text("Cause")),
        (_, Some(_)) => Reply::unanswered(),
        _ => Reply::ok(next).unchecked(),
    }
}

fn compare(case: &Value, execution: &Execution) -> Result<(), String> {
    let shown = || format!("it ended so: {execution}");
    match (case.get("output"), case.get("error")) {
        (Some(expected), None) => {
            let output = execution.output().ok_or_else(shown)?;
            same("output", expected, output)?;
        }
        (None, Some(expected)) => {
            same("error", expected, &execution.error().into()).map_err(|it| it + &shown())?
        }
        _ => return Err("a case has an output or an error".to_owned()),
    }
    if let Some(expected) = case["cause"].as_str() {
        let found = execution.cause().unwrap_or_default();
        let is_it = match expected.strip_suffix('…') {
            Some(start) => found.starts_with(start),
            None => found == expected,
        };
        if !is_it {
            return Err(format!("cause:\n      expected {expected}\n      found    {found}"));
        }
    }
    if let Some(expected) = case.get("visited") {
        let visited: Vec<_> = execution.visited().iter().map(ToString::to_string).collect();
        same("visited", expected, &json!(visited))?;
    }
    match case.get("seconds") {
        Some(expected) => same("seconds", expected, &json!(execution.duration().as_secs())),
        None => Ok(()),
    }
}

fn same(what: &str, expected: &Value, found: &Value) -> Result<(), String> {
    match expected == found {
        true => Ok(()),
        false => Err(format!("{what}:\n      expected {expected}\n      found    {found}")),
    }
}
