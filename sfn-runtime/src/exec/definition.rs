//! Definitions, read and made ready to run.

use std::fmt;
use std::sync::Arc;

use sfn_asl::check::{self, Options, Source};
use sfn_asl::diag::{Diagnostic, Diagnostics, Severity};
use sfn_asl::machine::WorkflowType as AslType;
use sfn_asl::{json, read};

use super::plan::Plan;
use crate::WorkflowType;

/// A definition that has been read: any number of executors can run it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Definition {
    pub(super) plan: Arc<Plan>,
}

/// Why a definition is not run: what the service would refuse, too.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DefinitionError {
    /// What is wrong, in the order of the text.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong with a definition.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Problem {
    /// Its number in the catalogue of diagnostics, `ASL2001`.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// The one edit that mends it, where there is one: "did you mean `Pay`?".
    pub help: Option<String>,
    /// Where, as the service spells it: `/States/Pay/Next`.
    pub pointer: String,
    /// The line of the text, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

impl Definition {
    /// Reads a Standard machine, and checks it as the service does when it is created.
    ///
    /// # Errors
    ///
    /// If it is no JSON, or no machine that the service takes.
    pub fn parse(text: &str) -> Result<Definition, DefinitionError> {
        Definition::parse_as(text, WorkflowType::Standard)
    }

    /// The same for a machine of a given type.
    ///
    /// # Errors
    ///
    /// As those of [`Definition::parse`]; and what only Express machines must not have.
    pub fn parse_as(text: &str, workflow_type: WorkflowType) -> Result<Definition, DefinitionError> {
        let mut cx = Diagnostics::new();
        let parsed = json::parse(text, &mut cx);
        let machine = parsed.value.as_ref().map(|value| {
            let mut machine = read::machine(&mut cx, value);
            machine.workflow_type = match workflow_type {
                WorkflowType::Standard => AslType::Standard,
                WorkflowType::Express => AslType::Express,
            };
            let options = Options { source: Source::Document, length: Some(text.chars().count()) };
            check::machine(&mut cx, &machine, &options);
            machine
        });
        // What is proven to fail when it is reached is no reason to refuse the definition: the service runs it.
        let is_refused = |it: &Diagnostic| it.severity == Severity::Error && !it.code.fails_when_reached();
        let mut errors: Vec<Diagnostic> = cx.finish().into_iter().filter(is_refused).collect();
        errors.sort_by_key(|it| parsed.map.offset(&it.place));
        let problems: Vec<Problem> = errors
            .into_iter()
            .map(|it| {
                let position = parsed.map.position(&it.place);
                Problem {
                    code: it.code.to_string(),
                    message: it.message,
                    help: it.help,
                    pointer: parsed.map.pointer(it.place.loc),
                    line: position.line,
                    column: position.column,
                }
            })
            .collect();
        match machine {
            Some(machine) if problems.is_empty() => Ok(Definition { plan: Arc::new(Plan::new(&machine)) }),
            _ => Err(DefinitionError { problems }),
        }
    }

    /// The names of all states, those of branches and processors included.
    pub fn states(&self) -> impl Iterator<Item = &str> {
        self.plan.scopes.iter().flat_map(|it| &it.states).map(|it| &*it.name)
    }
}

impl fmt::Display for DefinitionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the definition is refused")?;
        for it in &self.problems {
            write!(f, "\n{} at {} (line {}): {}", it.code, it.pointer, it.line, it.message)?;
            if let Some(help) = &it.help {
                write!(f, "\n  help: {help}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for DefinitionError {}
