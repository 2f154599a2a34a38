//! Every code that the sources can report has a case in `ui`, or a reason not to have one and a case here.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use sfn_asl::catalog::{self, Limit, Rule};
use sfn_asl::check::{self, Options, Source};
use sfn_asl::diag::Diagnostics;
use sfn_tests::{files, workspace};

/// Codes that no text of the macro can bring about: they are about JSON text, or about a whole document.
const OF_DOCUMENTS: &[(u16, &str)] = &[
    (1001, r#"{ "StartAt": "A", "States": { "A": { "Type": "Succeed" }, } }"#),
    (1004, r#"{ "Name": "Flow", "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }"#),
];

/// Too long for a file: made below.
const MADE: &[u16] = &[1015, 1016];

#[test]
fn every_code_has_a_case() {
    let shown: BTreeSet<u16> =
        files(&workspace().join("tests/ui"), ".stderr").iter().flat_map(|it| printed(&it.1)).collect();
    let excused: BTreeSet<u16> = OF_DOCUMENTS.iter().map(|it| it.0).chain(MADE.iter().copied()).collect();
    let used = used();
    assert!(used.len() > 150, "the sources are read no longer as they are written: {used:?}");
    let missing: Vec<_> = used.iter().filter(|it| !shown.contains(it) && !excused.contains(it)).collect();
    assert!(missing.is_empty(), "codes without a case in tests/ui: {missing:?}");
    let needless: Vec<_> = excused.iter().filter(|it| shown.contains(it) || !used.contains(it)).collect();
    assert!(needless.is_empty(), "excused, and needs no excuse: {needless:?}");
    let unknown: Vec<_> = shown.difference(&used).collect();
    assert!(unknown.is_empty(), "shown, and not found in the sources: {unknown:?}");
}

/// What a service says of two parameters, as the list of all that it takes has it.
#[test]
fn every_conflict_of_parameters_has_a_case() {
    let shown: String = files(&workspace().join("tests/ui"), ".stderr").into_iter().map(|it| it.1).collect();
    let mut conflicts = 0;
    let mut missing = Vec::new();
    let calls =
        catalog::services().flat_map(|service| service.actions.iter().map(move |it| (service.name, it)));
    for (service, action) in calls {
        conflicts_of(action.limits, &mut |name, words| {
            conflicts += 1;
            if !shown
                .lines()
                .any(|line| line.contains(": ASL110") && words.iter().all(|it| line.contains(it)))
            {
                missing.push(format!("{service}:{}: {name}: {words:?}", action.name));
            }
        });
    }
    assert!(conflicts > 30, "the catalogue is read no longer as it is written: {conflicts}");
    assert!(missing.is_empty(), "without a case in tests/ui: {missing:#?}");
}

/// The parameters that go with others, and the words that a finding says it in.
fn conflicts_of(limits: &[Limit], see: &mut dyn FnMut(&str, &[String])) {
    for Limit(path, rule) in limits {
        let name = path.rsplit('.').next().unwrap_or(path);
        let code = |it: &str| format!("`{it}`");
        match rule {
            Rule::Without(other) | Rule::WithoutBoth(other) | Rule::Needs(other) | Rule::Before(other) => {
                see(path, &[code(name), code(other)]);
            }
            Rule::Since(_, _) => see(path, &[code(name), "or later".to_owned()]),
            Rule::OneOf(names) => see(path, &names.iter().map(|it| code(it)).collect::<Vec<_>>()),
            Rule::EndsNeeds(end, other) => see(path, &[code(end), code(other)]),
            Rule::Where(_, _, inner) | Rule::Nested(_, inner) => conflicts_of(inner, see),
            _ => {}
        }
    }
}

#[test]
fn codes_of_documents_are_reported() {
    for (code, text) in OF_DOCUMENTS {
        assert_eq!(of_document(text), [*code], "{text}");
    }
}

#[test]
fn a_document_has_its_limits() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(of_document(&deep), [1016]);

    let state = format!("$ = {{ text: {:?} }};", "x".repeat(1000));
    let long: TokenStream = format!("machine Long {{ {} }}", state.repeat(1100)).parse().expect("tokens");
    let found = sfn_compiler::compile(long).findings;
    assert_eq!(found.iter().map(|it| it.code.0).collect::<Vec<_>>(), [1015]);
}

/// The codes of what is found in a JSON text.
fn of_document(text: &str) -> Vec<u16> {
    let mut found = Diagnostics::new();
    let parsed = sfn_asl::json::parse(text, &mut found);
    if let Some(value) = &parsed.value {
        let machine = sfn_asl::read::machine(&mut found, value);
        let options = Options { source: Source::Document, length: Some(text.chars().count()) };
        check::machine(&mut found, &machine, &options);
    }
    found.finish().iter().map(|it| it.code.0).collect()
}

/// The codes in what rustc printed.
fn printed(text: &str) -> Vec<u16> {
    text.split("ASL").skip(1).filter_map(|it| it.split_once(':')?.0.parse().ok()).collect()
}

/// The codes in the sources: the first argument of whatever reports.
fn used() -> BTreeSet<u16> {
    let mut codes = BTreeSet::new();
    for part in ["sfn-asl/src", "sfn-compiler/src", "sfn-runtime/src/shape"] {
        for (path, text) in files(&workspace().join(part), ".rs") {
            let path = path.to_string_lossy().replace('\\', "/");
            if path.contains("/tests/") || path.ends_with("/tests.rs") {
                continue;
            }
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            // Const evaluation has texts only: `"ASL13011: …"`
            codes.extend(
                text.split("\"ASL").skip(1).filter_map(|it| it.split_once(':')?.0.parse::<u16>().ok()),
            );
            collect(text.parse().unwrap_or_else(|error| panic!("{path}: {error}")), &mut codes);
        }
    }
    codes
}

fn collect(tokens: TokenStream, codes: &mut BTreeSet<u16>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let before = at.checked_sub(1).map(|at| tokens[at].to_string()).unwrap_or_default();
        let mut inside = group.stream().into_iter();
        if let (Delimiter::Parenthesis, Some(TokenTree::Literal(first))) = (group.delimiter(), inside.next())
            && let Ok(code) = first.to_string().parse::<u16>()
        {
            // Codes of the catalogue are also passed on by functions and tables.
            let reports = matches!(before.as_str(), "Code" | "error" | "warning");
            let resembles = code > 1000 && (1..=40).contains(&(code % 1000)) && inside.next().is_some();
            if reports || resembles {
                codes.insert(code);
            }
        }
        collect(group.stream(), codes);
    }
    // `const SYNTAX: u16 = 8008;`
    for window in tokens.windows(3) {
        if let [TokenTree::Ident(ty), TokenTree::Punct(equals), TokenTree::Literal(code)] = window
            && ty == "u16"
            && equals.as_char() == '='
        {
            codes.extend(code.to_string().parse::<u16>());
        }
    }
}
