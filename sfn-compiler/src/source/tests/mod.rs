//! The printer, through documents: what comes out, and that it compiles back to the same document.

mod forms;
mod random;
mod shapes;

use sfn_asl::diag::{Diagnostics, Severity};
use sfn_asl::machine::Machine;
use sfn_asl::value::Value;

/// The document `json`, read.
fn read(json: &str) -> (Value, Machine) {
    let mut cx = Diagnostics::new();
    let value = sfn_asl::json::parse(json, &mut cx).value.expect("JSON");
    let machine = sfn_asl::read::machine(&mut cx, &value);
    let errors: Vec<_> =
        cx.items().iter().filter(|it| it.severity == Severity::Error).map(|it| &it.message).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{json}");
    (value, machine)
}

/// The source text of `json`, which must compile back to the same document and name each state once.
fn print(json: &str) -> String {
    print_with(json, &super::Options::default())
}

fn print_with(json: &str, options: &super::Options) -> String {
    let (value, machine) = read(json);
    let source = super::print_with(&machine, "Machine", options);
    let tokens = source.parse().unwrap_or_else(|error| panic!("{error}\n{source}"));
    let compilation = crate::compile(tokens);
    let definition = compilation.machines.first().map_or("", |it| it.definition.as_str());
    let mut cx = Diagnostics::new();
    let back = sfn_asl::json::parse(definition, &mut cx).value.expect("a definition");
    if let Err(difference) = sfn_asl::equivalent::equivalent(&value, &back) {
        let findings: Vec<_> = compilation.findings.iter().map(|it| (it.code, &it.message)).collect();
        panic!("{difference:?}\n{findings:#?}\n{source}\n{json}\n{definition}");
    }
    source
}
