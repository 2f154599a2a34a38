//! Kind `asl-invalid`: a folder with one refused definition a file. Each has to be refused here too, and for the reason
//! on file: an error of its category has to be among those reported.

use std::path::Path;

use serde_json::{Value, json};
use sfn_asl::machine::WorkflowType;

use crate::run::Case;
use crate::{categories, front};

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
    let category = case["category"].as_str().ok_or("the case has no category")?;
    if !categories::ALL.contains(&category) {
        return Err(format!("unknown category {category}"));
    }
    let workflow_type = match case["type"].as_str() {
        Some("STANDARD") | None => WorkflowType::Standard,
        Some("EXPRESS") => WorkflowType::Express,
        Some(other) => return Err(format!("unknown type {other}")),
    };
    let document = front::read(&text(case)?, workflow_type);
    if document.errors.is_empty() {
        return Err(format!("no error, where {category} was to be reported"));
    }
    if document.errors.iter().any(|it| categories::of(it.code).contains(&category)) {
        return Ok(());
    }
    Err(format!("not reported as {category}, but as {}", document.list()))
}

/// The definition as the source had it.
fn text(case: &Value) -> Result<String, String> {
    if let Some(text) = case["text"].as_str() {
        return Ok(text.to_owned());
    }
    let definition = case.get("definition").ok_or("the case has neither `definition` nor `text`")?;
    if case["single_state"] == true {
        // The name that AWS gives the only state of a TestState call in its locations.
        return Ok(json!({ "StartAt": "StateName", "States": { "StateName": definition } }).to_string());
    }
    Ok(definition.to_string())
}
