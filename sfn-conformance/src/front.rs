//! What every kind needs of files and of definitions.

use std::fs;
use std::path::{Path, PathBuf};

use sfn_asl::check::{self, Options, Source};
use sfn_asl::diag::{Diagnostic, Diagnostics, Severity};
use sfn_asl::json::SourceMap;
use sfn_asl::machine::{Machine, WorkflowType};
use sfn_asl::value::Value;
use sfn_asl::{json, read};

/// A file of the material.
pub struct File {
    pub name: String,
    pub path: PathBuf,
}

/// The files of the folder `path` whose names end in `suffix`, sorted by name, without the index.
pub fn files(path: &Path, suffix: &str) -> Result<Vec<File>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(suffix) && name != "index.json" {
            files.push(File { name, path });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// The files of the folder `path` and of all folders in it whose names end in `suffix`, named from `path` on.
pub fn tree(path: &Path, suffix: &str) -> Result<Vec<File>, String> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let at = path.join(&folder);
        let failed = |error: std::io::Error| format!("{}: {error}", at.display());
        for entry in fs::read_dir(&at).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = format!("{folder}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push(format!("{name}/"));
            } else if name.ends_with(suffix) {
                found.push(File { name, path: entry.path() });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The text of a file.
pub fn text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| error.to_string())
}

/// The description of a case.
pub fn json(path: &Path) -> Result<serde_json::Value, String> {
    serde_json::from_str(&text(path)?).map_err(|error| format!("the case is no JSON: {error}"))
}

/// A definition, read and checked.
pub struct Document {
    /// As JSON, if it is.
    pub value: Option<Value>,
    /// As a machine.
    pub machine: Machine,
    /// What is wrong with it.
    pub errors: Vec<Diagnostic>,
    /// Everything that was found, the errors, too.
    pub findings: Vec<Diagnostic>,
    map: SourceMap,
}

/// Reads `text` and checks it as a document that AWS is to accept.
pub fn read(text: &str, workflow_type: WorkflowType) -> Document {
    let mut cx = Diagnostics::new();
    let parsed = json::parse(text, &mut cx);
    let mut machine = Machine::default();
    if let Some(value) = &parsed.value {
        machine = read::machine(&mut cx, value);
        machine.workflow_type = workflow_type;
        let options = Options { source: Source::Document, length: Some(text.chars().count()) };
        check::machine(&mut cx, &machine, &options);
    }
    let findings = cx.finish();
    let errors = findings.iter().filter(|it| it.severity == Severity::Error).cloned().collect();
    Document { value: parsed.value, machine, errors, findings, map: parsed.map }
}

impl Document {
    /// Where a finding is.
    pub fn pointer(&self, finding: &Diagnostic) -> String {
        self.map.pointer(finding.place.loc)
    }

    /// The errors in one line each, with their places.
    pub fn list(&self) -> String {
        let one = |it: &Diagnostic| format!("{} at {}: {}", it.code, self.pointer(it), it.message);
        self.errors.iter().map(one).collect::<Vec<_>>().join("; ")
    }
}
