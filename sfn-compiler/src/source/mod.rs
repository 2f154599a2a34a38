//! A machine → source text that compiles to the same machine.
//!
//! The text is what a person would have written: structure where the graph has structure, `goto` where it has none,
//! short forms where they say the same, and a raw state as the last resort. Nothing here reads source text: whether
//! the compiler makes the same document of it is for the caller to see, who can ask for states to be raw.

mod attributes;
mod call;
mod choice;
mod graph;
mod literal;
mod map;
mod prepare;
mod pretty;
mod query;
mod raw;
mod resources;
mod statement;
mod structure;
mod value;

use std::collections::BTreeSet;

use sfn_asl::check;
use sfn_asl::diag::{Code, Diagnostic, Diagnostics, Loc, Severity};
use sfn_asl::machine::{Body, Machine, QueryLanguage, WorkflowType};

use literal::{comment, duration, string};
use prepare::{Context, braces};
use pretty::{Doc, Gap, Paragraph, concat, render, text};
use resources::Declarations;

/// What the caller wants otherwise.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Names of states to be printed raw.
    pub raw: BTreeSet<String>,
}

/// `machine Name { … }`
pub fn print(machine: &Machine, name: &str) -> String {
    print_with(machine, name, &Options::default())
}

/// [`print()`], with options.
pub fn print_with(machine: &Machine, name: &str, options: &Options) -> String {
    render(&machine_doc(machine, name, options), 0) + "\n"
}

/// `state_machine! { machine Name { … } }`
pub fn print_macro(machine: &Machine, name: &str) -> String {
    print_macro_with(machine, name, &Options::default())
}

/// [`print_macro`], with options.
pub fn print_macro_with(machine: &Machine, name: &str, options: &Options) -> String {
    let doc = concat([text("state_machine! "), braces(machine_doc(machine, name, options))]);
    render(&doc, 0) + "\n"
}

fn machine_doc(machine: &Machine, name: &str, options: &Options) -> Doc {
    let is_raw = |name: &str| options.raw.contains(name);
    let declarations = Declarations::of(machine, &|it| is_raw(&it.name.value));
    let mut docs = Vec::new();
    if let Some(it) = &machine.body.comment {
        docs.extend(comment(&it.value, "///"));
    }
    let certain = fails_when_reached(machine);
    let attributes = machine_attributes(machine, &declarations).into_iter();
    for attribute in attributes.chain(allowances(&certain)) {
        docs.push(text(attribute));
        docs.push(Doc::HardLine);
    }
    let mut inside = Vec::new();
    let declared = declarations.docs();
    if !declared.is_empty() {
        let paragraph = |doc| Paragraph { doc, gap: Gap::None };
        inside.push(Doc::Paragraphs(declared.into_iter().map(paragraph).collect()));
    }
    let tokenless = certain.iter().filter(|it| it.0 == TOKENLESS).map(|it| it.1).collect();
    inside.push(body_doc(&machine.body, machine, &declarations, &tokenless, &is_raw));
    let inside = inside.into_iter().map(|doc| Paragraph { doc, gap: Gap::Wide }).collect();
    docs.push(concat([text(format!("machine {name} ")), braces(Doc::Paragraphs(inside))]));
    Doc::Concat(docs)
}

fn body_doc(
    body: &Body,
    machine: &Machine,
    declarations: &Declarations,
    tokenless: &BTreeSet<Loc>,
    is_raw: &dyn Fn(&str) -> bool,
) -> Doc {
    let nested = |body: &Body| body_doc(body, machine, declarations, tokenless, is_raw);
    let context = Context { machine, declarations, tokenless, body: &nested };
    statement::body(body, &context, is_raw)
}

/// A Task that waits for a token and passes none on: allowed where it stands, as others may return the token.
const TOKENLESS: Code = Code(11006);

/// A comparison with a value of another type: a warning of the document, an error of the language.
const NEVER_HOLDS: Code = Code(5011);

/// What is an error of the language and none of the service, and where.
fn fails_when_reached(machine: &Machine) -> Vec<(Code, Loc)> {
    let mut cx = Diagnostics::new();
    check::machine(&mut cx, machine, &check::Options::default());
    let is_error = |it: &&Diagnostic| {
        it.code == TOKENLESS
            || it.code == NEVER_HOLDS
            || it.severity == Severity::Error && it.code.fails_when_reached()
    };
    cx.items().iter().filter(is_error).map(|it| (it.code, it.place.loc)).collect()
}

/// The service takes the definition, so its source is one that compiles, and says what will fail.
fn allowances(certain: &[(Code, Loc)]) -> impl Iterator<Item = String> {
    let codes: BTreeSet<Code> = certain.iter().map(|it| it.0).filter(|it| *it != TOKENLESS).collect();
    codes
        .into_iter()
        .map(|it| format!("#[allow({it}, reason = \"fails when it is reached, as the definition does\")]"))
}

fn machine_attributes(machine: &Machine, declarations: &Declarations) -> Vec<String> {
    let mut attributes = Vec::new();
    if machine.query_language.as_ref().is_some_and(|it| it.value == QueryLanguage::Jsonata) {
        attributes.push("#[query_language(JSONata)]".to_owned());
    }
    if machine.workflow_type == WorkflowType::Express {
        attributes.push("#[express]".to_owned());
    }
    if let Some(seconds) = &machine.timeout_seconds {
        attributes.push(format!("#[timeout({})]", duration(&seconds.value)));
    }
    if let Some(version) = &machine.version {
        attributes.push(format!("#[version({})]", string(&version.value)));
    }
    if !declarations.standard_retries {
        attributes.push("#[retry_on_service_exceptions(false)]".to_owned());
    }
    attributes
}

#[cfg(test)]
mod tests;
