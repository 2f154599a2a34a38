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
use sfn_asl::diag::{Code, Diagnostics, Loc};
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
    for attribute in machine_attributes(machine, &declarations) {
        docs.push(text(attribute));
        docs.push(Doc::HardLine);
    }
    let mut inside = Vec::new();
    let declared = declarations.docs();
    if !declared.is_empty() {
        let paragraph = |doc| Paragraph { doc, gap: Gap::None };
        inside.push(Doc::Paragraphs(declared.into_iter().map(paragraph).collect()));
    }
    let tokenless = tokenless(machine);
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

/// The resources of Tasks that wait for a token and pass none on.
fn tokenless(machine: &Machine) -> BTreeSet<Loc> {
    let mut cx = Diagnostics::new();
    check::machine(&mut cx, machine, &check::Options::default());
    cx.items().iter().filter(|it| it.code == Code(11006)).map(|it| it.place.loc).collect()
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
