//! Kind `asl`: a folder with one definition a file. Each has to be accepted, to be printed as source text, and to be the
//! same definition when that has been compiled.
//!
//! The tools that the material is from call some definitions valid which AWS refuses. Where the index does not say that
//! AWS accepted one, it may be refused; where it does, only for what is certain to fail when it is reached. Either way
//! its printed source has to be refused for the same reasons, and be the same otherwise.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use proc_macro2::TokenStream;
use sfn_asl::diag::{Code, Severity};
use sfn_asl::equivalent::equivalent;
use sfn_asl::machine::WorkflowType;
use sfn_asl::value::Value;
use sfn_asl::write;
use sfn_compiler::source;

use crate::front;
use crate::run::Case;

/// The cases of the folder `path`.
pub fn cases(path: &Path) -> Result<Vec<Case>, String> {
    let files = front::files(path, ".asl.json")?;
    let accepted = accepted_by_aws(path)?;
    let case = |file: front::File| {
        let accepted = accepted.contains(&file.name);
        Case { name: file.name, check: Box::new(move || check(&front::text(&file.path)?, accepted)) }
    };
    Ok(files.into_iter().map(case).collect())
}

/// The files that the index says AWS made a machine of.
fn accepted_by_aws(path: &Path) -> Result<HashSet<String>, String> {
    let index = path.join("index.json");
    if !index.exists() {
        return Ok(HashSet::new());
    }
    let entries = front::json(&index)?;
    let accepted = |entry: &&serde_json::Value| entry["accepted_by_aws"] == true;
    let entries = entries.as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(entries.iter().filter(accepted).filter_map(|it| it["file"].as_str()).map(str::to_owned).collect())
}

/// Prints and compiles the definition `text`.
pub fn check(text: &str, accepted_by_aws: bool) -> Result<(), String> {
    let document = front::read(text, WorkflowType::Standard);
    if accepted_by_aws && document.errors.iter().any(|it| !it.code.fails_when_reached()) {
        return Err(format!("AWS accepts it, and it is refused: {}", document.list()));
    }
    let original = document.value.ok_or("no JSON, and no error said so")?;
    same(&original, &write::machine(&document.machine))
        .map_err(|it| format!("read and written back: {it}"))?;
    let source = source::print(&document.machine, "Printed");
    let refused = document.errors.iter().filter(|it| !it.code.fails_when_reached());
    let reasons: BTreeSet<Code> = refused.map(|it| it.code).collect();
    same(&original, &compiled(&source, &reasons)?).map_err(|it| format!("printed and compiled: {it}"))
}

/// The definition that `source` compiles to; what it is refused for has to be `reasons`.
fn compiled(source: &str, reasons: &BTreeSet<Code>) -> Result<String, String> {
    let tokens: TokenStream =
        source.parse().map_err(|error| format!("printed what is no Rust tokens: {error}"))?;
    let compilation = sfn_compiler::compile(tokens);
    let errors = || compilation.findings.iter().filter(|it| it.severity == Severity::Error);
    let found: BTreeSet<Code> = errors().map(|it| it.code).collect();
    if let Some(missing) = reasons.difference(&found).next() {
        return Err(format!("printed what compiles without the {missing} of the original"));
    }
    let errors: Vec<String> = errors()
        .filter(|it| !reasons.contains(&it.code))
        .map(|it| format!("{} on `{}`: {}", it.code, line(source, it.span.start.start().line), it.message))
        .collect();
    if !errors.is_empty() {
        return Err(format!("printed what does not compile: {}", errors.join("; ")));
    }
    match compilation.machines.into_iter().next() {
        Some(machine) => Ok(machine.definition),
        None => Err("printed no machine".to_owned()),
    }
}

fn line(source: &str, number: usize) -> &str {
    source.lines().nth(number.saturating_sub(1)).unwrap_or_default().trim()
}

/// Whether `definition` says what `original` does.
fn same(original: &Value, definition: &str) -> Result<(), String> {
    let again = front::read(definition, WorkflowType::Standard);
    let value = again.value.as_ref().ok_or_else(|| format!("no JSON: {}", again.list()))?;
    equivalent(original, value).map_err(|it| format!("at {}: {}", it.pointer, it.message))
}
