//! Kind `asl`: a folder with one valid definition a file. Each has to be accepted, to be printed as source text, and to
//! be the same definition when that has been compiled.

use std::path::Path;

use proc_macro2::TokenStream;
use sfn_asl::diag::Severity;
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
    let case = |file: front::File| Case {
        name: file.name,
        check: Box::new(move || check(&front::text(&file.path)?)),
    };
    Ok(files.into_iter().map(case).collect())
}

fn check(text: &str) -> Result<(), String> {
    let document = front::read(text, WorkflowType::Standard);
    if !document.errors.is_empty() {
        return Err(format!("refused: {}", document.list()));
    }
    let original = document.value.ok_or("no JSON, and no error said so")?;
    same(&original, &write::machine(&document.machine))
        .map_err(|it| format!("read and written back: {it}"))?;
    let source = source::print(&document.machine, "Printed");
    same(&original, &compiled(&source)?).map_err(|it| format!("printed and compiled: {it}"))
}

/// The definition that `source` compiles to.
fn compiled(source: &str) -> Result<String, String> {
    let tokens: TokenStream =
        source.parse().map_err(|error| format!("printed what is no Rust tokens: {error}"))?;
    let compilation = sfn_compiler::compile(tokens);
    let errors = compilation.findings.iter().filter(|it| it.severity == Severity::Error);
    let errors: Vec<String> = errors
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
