//! Kind `diagnostics`: a file with many small definitions, and for each how bad the worst that is found in it has to be:
//! `valid` (nothing), `warning` or `error`.

use std::path::Path;

use serde_json::Value;
use sfn_asl::check::{self, Options, Source};
use sfn_asl::diag::{Diagnostic, Diagnostics, Severity};
use sfn_asl::machine::WorkflowType;
use sfn_asl::{json, read};

use crate::front;
use crate::run::Case;

/// The cases of the file `path`.
pub fn cases(path: &Path) -> Result<Vec<Case>, String> {
    let Value::Array(cases) = front::json(path)? else {
        return Err(format!("{}: not a list of cases", path.display()));
    };
    let case = |(at, case): (usize, Value)| Case {
        name: case["id"].as_str().map_or_else(|| format!("case {at}"), str::to_owned),
        check: Box::new(move || check(&case)),
    };
    Ok(cases.into_iter().enumerate().map(case).collect())
}

fn check(case: &Value) -> Result<(), String> {
    let expected = match case["expect"].as_str() {
        Some("valid") => None,
        Some("warning") => Some(Severity::Warning),
        Some("error") => Some(Severity::Error),
        other => return Err(format!("expects {other:?}, which is not one of valid, warning, error")),
    };
    let workflow_type = match case["machine_type"].as_str() {
        Some("STANDARD") | None => WorkflowType::Standard,
        Some("EXPRESS") => WorkflowType::Express,
        Some(other) => return Err(format!("unknown type {other}")),
    };
    let definition = case.get("definition").ok_or("the case has no definition")?;
    let found = findings(&definition.to_string(), workflow_type);
    // `Error` is the least of the three.
    let worst = found.iter().map(|it| it.0).min().filter(|it| *it != Severity::Hint);
    if worst == expected {
        return Ok(());
    }
    let lines: Vec<&str> = found.iter().filter(|it| Some(it.0) == worst).map(|it| it.1.as_str()).collect();
    Err(format!("{}, and {}: {}", name(expected), name(worst), lines.join("; ")))
}

fn name(worst: Option<Severity>) -> &'static str {
    match worst {
        Some(Severity::Error) => "error",
        Some(Severity::Warning) => "warning",
        Some(Severity::Hint) | None => "valid",
    }
}

/// What is found in a definition, each in one line.
fn findings(text: &str, workflow_type: WorkflowType) -> Vec<(Severity, String)> {
    let mut cx = Diagnostics::new();
    let parsed = json::parse(text, &mut cx);
    if let Some(value) = &parsed.value {
        let mut machine = read::machine(&mut cx, value);
        machine.workflow_type = workflow_type;
        let options = Options { source: Source::Document, length: Some(text.chars().count()) };
        check::machine(&mut cx, &machine, &options);
    }
    let line =
        |it: &Diagnostic| format!("{} at {}: {}", it.code, parsed.map.pointer(it.place.loc), it.message);
    cx.finish().iter().map(|it| (it.severity, line(it))).collect()
}
