//! What compiles is a definition that nothing is wrong with, and the same one every time.

use sfn_asl::check::{self, Options, Source};
use sfn_asl::diag::{Diagnostics, Severity};
use sfn_asl::machine::WorkflowType;

use super::source::source;

const CASES: u64 = 2000;

/// What was found, for a message.
fn list(found: &[String], text: &str) -> String {
    format!("{}\n{text}", found.join("\n"))
}

/// What is proven of the data that flows: a machine made at random reads fields that nothing has put there.
fn is_of_data(code: u16) -> bool {
    // After a catcher, by a Choice, by any path, into what is no object, by a selector, by a function, in JSONata, of a
    // batch, of a result, on all of several ways; and what a CSV file gives, which is text. A variable that some way does not
    // assign is an error where a machine has types.
    matches!(
        code,
        4023 | 5009
            | 6012
            | 6013
            | 6017
            | 7006
            | 8016
            | 9003
            | 9013
            | 10007
            | 10008
            | 10020
            | 11012
            | 13001
            | 13006
            | 13007
    )
}

#[test]
fn what_compiles_is_a_definition() {
    let mut states = 0;
    for seed in 0..CASES {
        let source = source(seed);
        let tokens: proc_macro2::TokenStream =
            source.parse().unwrap_or_else(|error| panic!("seed {seed}: {error}\n{source}"));
        let compilation = sfn_compiler::compile(tokens.clone());
        let errors: Vec<String> = compilation
            .findings
            .iter()
            .filter(|it| it.severity == Severity::Error && !is_of_data(it.code.0))
            .map(|it| format!("{}: {}", it.span.start.start().line, sfn_compiler::emit::message(it)))
            .collect();
        assert!(errors.is_empty(), "seed {seed}: does not compile: {}", list(&errors, &source));
        let machine = &compilation.machines[0];
        machine.lowered.machine.body.each_state(&mut |_| states += 1);

        let mut found = Diagnostics::new();
        let parsed = sfn_asl::json::parse(&machine.definition, &mut found);
        let kind = if source.contains("#[express]") { WorkflowType::Express } else { WorkflowType::Standard };
        if let Some(value) = &parsed.value {
            let mut read = sfn_asl::read::machine(&mut found, value);
            read.workflow_type = kind;
            check::machine(
                &mut found,
                &read,
                &Options { source: Source::Document, length: Some(machine.definition.len()) },
            );
        }
        let errors: Vec<String> = found
            .finish()
            .iter()
            .filter(|it| it.severity == Severity::Error && !is_of_data(it.code.0))
            .map(|it| format!("{} at {}: {}", it.code, parsed.map.pointer(it.place.loc), it.message))
            .collect();
        assert!(
            errors.is_empty(),
            "seed {seed}: emits what is refused: {}\n{}",
            list(&errors, &source),
            machine.definition
        );

        let again = sfn_compiler::compile(tokens);
        assert_eq!(again.machines[0].definition, machine.definition, "seed {seed}: same tokens, other bytes");
        if seed % 20 == 0 {
            let tokens: proc_macro2::TokenStream = source.parse().expect("tokens");
            assert_eq!(
                sfn_compiler::expand(tokens.clone()).to_string(),
                sfn_compiler::expand(tokens).to_string()
            );
        }
    }
    assert!(states > CASES as usize * 5, "the machines are small: {states} states");
}
