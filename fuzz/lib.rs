//! What several targets ask of an input.

mod bytes;
mod document;
mod source;

pub use bytes::Bytes;
pub use document::document;
pub use source::source;

use proc_macro2::TokenStream;
use sfn_asl::check::{self, Options, Source};
use sfn_asl::diag::{Diagnostics, Severity};
use sfn_asl::equivalent::equivalent;
use sfn_asl::{diagram, iam, json, read, write};

/// What the macro makes of these tokens has to be items.
pub fn expands(tokens: TokenStream) {
    let expansion = sfn_compiler::expand(tokens);
    if let Err(error) = syn::parse2::<syn::File>(expansion.clone()) {
        panic!("the expansion is no Rust: {error}\n{expansion}");
    }
}

/// Reads and checks a definition. One without errors is the same when it is written, and when it is printed and
/// compiled.
pub fn reads(text: &str) {
    let mut cx = Diagnostics::new();
    let parsed = json::parse(text, &mut cx);
    let Some(value) = &parsed.value else {
        assert!(!cx.finish().is_empty(), "not read, and nobody says why");
        return;
    };
    let machine = read::machine(&mut cx, value);
    let options = Options { source: Source::Document, length: Some(text.chars().count()) };
    check::machine(&mut cx, &machine, &options);
    let _ = iam::policy(&mut cx, &machine, &[], &iam::MachineOptions::default());
    let _ = diagram::mermaid(&machine);
    let _ = diagram::svg(&machine, "Fuzzed");
    for it in cx.items() {
        let _ = (parsed.map.pointer(it.place.loc), parsed.map.position(&it.place));
    }
    let has_errors = cx.finish().iter().any(|it| it.severity == Severity::Error);
    let written = write::machine(&machine);
    let source = sfn_compiler::source::print(&machine, "Fuzzed");
    let tokens = source.parse::<TokenStream>();
    if has_errors {
        if let Ok(tokens) = tokens {
            let _ = sfn_compiler::compile(tokens);
        }
        return;
    }
    same(value, &written, "written");
    let tokens = tokens.unwrap_or_else(|error| panic!("printed what is no tokens: {error}\n{source}"));
    let compilation = sfn_compiler::compile(tokens);
    let errors = compilation.findings.iter().filter(|it| it.severity == Severity::Error);
    let errors: Vec<String> = errors.map(sfn_compiler::emit::message).collect();
    assert!(errors.is_empty(), "printed what does not compile: {}\n{source}", errors.join("\n"));
    same(value, &compilation.machines[0].definition, &source);
}

fn same(original: &sfn_asl::value::Value, definition: &str, context: &str) {
    let again = json::parse(definition, &mut Diagnostics::new());
    let value = again.value.unwrap_or_else(|| panic!("no JSON: {definition}"));
    if let Err(it) = equivalent(original, &value) {
        panic!("other than it was at {}: {}\n{definition}\n{context}", it.pointer, it.message);
    }
}
