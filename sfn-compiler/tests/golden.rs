//! Source in, definition and findings out: each `golden/*.rs` is compiled, and what it becomes is in the `.json`
//! beside it. `SFN_BLESS=1 cargo test` writes the files anew: read the difference as a user would.

use std::fs;
use std::path::Path;

use proc_macro2::TokenStream;
use sfn_asl::diag::Severity;

#[test]
fn definitions_are_as_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut failures = Vec::new();
    let mut cases = 0;
    let mut sources: Vec<_> =
        fs::read_dir(&folder).expect("the folder").map(|it| it.expect("an entry").path()).collect();
    sources.sort();
    for source in sources.iter().filter(|it| it.extension().is_some_and(|it| it == "rs")) {
        cases += 1;
        let actual = outcome(&fs::read_to_string(source).expect("a source"));
        let expected = source.with_extension("json");
        if std::env::var_os("SFN_BLESS").is_some() {
            fs::write(&expected, &actual).expect("written");
        } else if fs::read_to_string(&expected).ok().as_deref() != Some(actual.as_str()) {
            failures.push(format!("{}:\n{actual}", source.display()));
        }
    }
    assert!(cases > 0, "no case in {}", folder.display());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The definitions, pretty, each behind what was found.
fn outcome(source: &str) -> String {
    let tokens: TokenStream = source.parse().expect("tokens");
    let compilation = sfn_compiler::compile(tokens);
    let mut text = String::new();
    for finding in &compilation.findings {
        let at = finding.span.start.start();
        let message = sfn_compiler::emit::message(finding).replace(sfn_asl::sdk::date(), "DATE");
        let message = message.replace('\n', "\n//   ");
        let severity = if finding.severity == Severity::Error { "error" } else { "warning" };
        text.push_str(&format!("// {}:{} {severity}: {message}\n", at.line, at.column + 1));
    }
    for machine in &compilation.machines {
        text.push_str(&sfn_asl::write::machine_pretty(&machine.lowered.machine));
        text.push('\n');
    }
    text
}
