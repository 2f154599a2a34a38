//! Source in, policy out: each `iam/*.rs` is compiled, and the policy of its execution role is in the `.json` beside it,
//! behind what was found. A `.json` by itself is of the source of that name in `golden`. `SFN_BLESS=1 cargo test` writes the files anew: read them as a security reviewer would.

use std::fs;
use std::path::Path;

use proc_macro2::TokenStream;
use sfn_asl::iam::Policy;

#[test]
fn policies_are_as_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/iam");
    let mut failures = Vec::new();
    let mut cases: Vec<_> = fs::read_dir(&folder)
        .expect("the folder")
        .map(|it| it.expect("an entry").path().with_extension("json"))
        .collect();
    cases.sort();
    cases.dedup();
    assert!(!cases.is_empty(), "no case in {}", folder.display());
    for expected in &cases {
        let own = expected.with_extension("rs");
        let shared = folder.with_file_name("golden").join(own.file_name().expect("a name"));
        let source = if own.exists() { own } else { shared };
        let (findings, policy) = outcome(&fs::read_to_string(&source).expect("a source"));
        let actual = findings + &sfn_asl::write::policy(&policy);
        if std::env::var_os("SFN_BLESS").is_some() {
            fs::write(expected, &actual).expect("written");
        } else if fs::read_to_string(expected).ok().as_deref() != Some(actual.as_str()) {
            failures.push(format!("{}:\n{actual}", source.display()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What was found, and the policy.
fn outcome(source: &str) -> (String, Policy) {
    let tokens: TokenStream = source.parse().expect("tokens");
    let mut compilation = sfn_compiler::compile(tokens);
    let mut text = String::new();
    for finding in &compilation.findings {
        let at = finding.span.start.start();
        let message = sfn_compiler::emit::message(finding).replace(sfn_asl::sdk::date(), "DATE");
        text.push_str(&format!("// {}:{} {}\n", at.line, at.column + 1, message.replace('\n', "\n//   ")));
    }
    (text, compilation.machines.remove(0).policy)
}
