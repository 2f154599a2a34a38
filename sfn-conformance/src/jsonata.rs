//! Kind `jsonata`: the official test suite of JSONata, as the repository of the reference has it: `datasets/*.json`,
//! and one or more cases a file anywhere else. Every expression goes through the parser and the evaluator of machines.
//!
//! What Step Functions bans has to stay banned: the cases of `$eval` pass if it cannot be called.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use sfn_runtime::exec::{Jsonata, JsonataError};

use crate::front;
use crate::run::Case;

type Datasets = Arc<HashMap<String, Value>>;

/// The cases of the folder `path`.
pub fn cases(path: &Path) -> Result<Vec<Case>, String> {
    let mut datasets = HashMap::new();
    for file in front::files(&path.join("datasets"), ".json")? {
        datasets.insert(file.name.trim_end_matches(".json").to_owned(), front::json(&file.path)?);
    }
    let datasets = Arc::new(datasets);
    let mut cases = Vec::new();
    for file in front::tree(path, ".json")? {
        if file.name.starts_with("datasets/") {
            continue;
        }
        let found = match front::json(&file.path) {
            Ok(Value::Array(all)) => {
                let numbered = all.into_iter().enumerate();
                numbered.map(|(i, it)| (format!("{}[{i}]", file.name), it)).collect()
            }
            Ok(one) => vec![(file.name.clone(), one)],
            // Two cases are about half a surrogate pair, which no Rust text can hold.
            Err(error) => {
                cases.push(Case { name: file.name, check: Box::new(move || Err(error.clone())) });
                continue;
            }
        };
        for (name, case) in found {
            let (datasets, folder) = (datasets.clone(), file.path.parent().map(PathBuf::from));
            let check = move || check(&case, &datasets, folder.as_deref().unwrap_or(Path::new("")));
            cases.push(Case { name, check: Box::new(check) });
        }
    }
    Ok(cases)
}

fn check(case: &Value, datasets: &Datasets, folder: &Path) -> Result<(), String> {
    let text = match (case["expr"].as_str(), case["expr-file"].as_str()) {
        (Some(text), _) => text.to_owned(),
        (None, Some(file)) => front::text(&folder.join(file))?,
        (None, None) => return Err("the case has no expression".to_owned()),
    };
    let found = evaluate(case, &text, datasets)?;
    if calls_eval(&text) {
        return match found {
            Err(JsonataError::Failed { message }) if message.starts_with("T1006") => Ok(()),
            other => Err(format!("$eval is banned, and gave {other:?}")),
        };
    }
    let code = case["code"].as_str().or_else(|| case["error"]["code"].as_str());
    match (code, found) {
        (Some(code), Err(JsonataError::Failed { message })) if message.starts_with(code) => Ok(()),
        // Our parser has codes of its own.
        (Some(_), Err(JsonataError::Refused { .. })) => Ok(()),
        (Some(code), found) => Err(format!("expected the error {code}, found {found:?}")),
        (None, Err(error)) => Err(format!("{error}")),
        (None, Ok(None)) if case["undefinedResult"] == true => Ok(()),
        (None, Ok(found)) => same(case, found.as_ref()),
    }
}

type Outcome = Result<Option<Value>, JsonataError>;

fn evaluate(case: &Value, text: &str, datasets: &Datasets) -> Result<Outcome, String> {
    let root = match (case.get("data"), case["dataset"].as_str()) {
        (Some(data), _) => Some(data),
        (None, Some(name)) => Some(datasets.get(name).ok_or_else(|| format!("there is no data set {name}"))?),
        (None, None) => None,
    };
    let mut jsonata = match Jsonata::parse(text) {
        Ok(it) => it,
        Err(error) => return Ok(Err(error)),
    };
    if let Some(root) = root {
        jsonata = jsonata.over(root.clone());
    }
    for (name, value) in case["bindings"].as_object().into_iter().flatten() {
        jsonata = jsonata.variable(name, value.clone());
    }
    Ok(jsonata.evaluate())
}

fn calls_eval(text: &str) -> bool {
    text.contains("$eval(")
}

fn same(case: &Value, found: Option<&Value>) -> Result<(), String> {
    let Some(expected) = case.get("result") else {
        return match (case["result_re"].as_str(), found) {
            (Some(_), Some(Value::String(_))) => Ok(()),
            _ => Err(format!("expected nothing, found {}", found.unwrap_or(&Value::Null))),
        };
    };
    let found = found.ok_or_else(|| format!("expected {expected}, found nothing"))?;
    let equal = match (case["unordered"] == true, expected, found) {
        (true, Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().all(|it| b.iter().any(|other| equal(it, other)))
        }
        _ => equal(expected, found),
    };
    if equal { Ok(()) } else { Err(format!("expected {expected}, found {found}")) }
}

/// Numbers are compared by value: `1` is `1.0`.
fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, it)| b.get(key).is_some_and(|other| equal(it, other)))
        }
        _ => a == b,
    }
}
