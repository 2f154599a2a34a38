//! README and language book cannot rot: each `rust` block is compiled without a finding, and the block behind it is what
//! became of it.
//!
//! - `rust`: a file with machines, a machine, or statements, which stand in a machine with the declarations of the block
//!   marked `declarations`; `rust,jsonata`: in a JSONata machine; `rust,fails`: with errors;
//!   `rust,warns`: with warnings. `rust,no_run` is only for rustdoc.
//! - `json`: the definition, the policy, or states by name. Of a state what is shown has to be there; `"…"` is anything.
//! - `text`: the findings, as the compiler prints them; in the README as rustc prints those of `mistakes.rs`.

use std::fs;

use proc_macro2::{TokenStream, TokenTree};
use serde_json::Value;
use sfn_asl::diag::Severity;
use sfn_compiler::{Compilation, Compiled, Finding};
use sfn_tests_book::{Block, blocks};

#[test]
fn examples_become_what_the_book_says() {
    let (compiled, compared) = check("docs/LANGUAGE.md");
    assert!(compiled > 30 && compared > 30, "only {compiled} examples, {compared} compared");
}

#[test]
fn examples_become_what_the_readme_says() {
    assert_eq!(check("README.md"), (1, 1));
}

#[test]
fn the_readme_shows_what_rustc_prints() {
    let source = read("tests/book/mistakes.rs");
    let shown = blocks(&read("README.md")).into_iter().find(|it| it.is("text")).expect("errors").text;
    let compilation = sfn_compiler::compile(tokens_of(&source));
    let mut rest = shown.as_str();
    for finding in &compilation.findings {
        let at = finding.span.start.start();
        let line = source.lines().nth(at.line - 1).expect("the line");
        for expected in
            [print(finding), format!("--> src/main.rs:{}:{}\n", at.line, at.column + 1), line.to_string()]
        {
            rest =
                rest.split_once(&expected).unwrap_or_else(|| panic!("README.md does not show: {expected}")).1;
        }
    }
    assert_eq!(shown.matches("error:").count(), compilation.findings.len());
}

#[test]
fn the_book_names_every_word_of_the_compiler() {
    let book = read("docs/LANGUAGE.md");
    let types = sfn_asl::catalog::RESOURCE_TYPES.iter().map(|it| it.name);
    let options = sfn_compiler::lower::OPTIONS.iter().chain(sfn_compiler::lower::READER_OPTIONS).copied();
    let missing: Vec<&str> = types.chain(options).filter(|it| !book.contains(&format!("`{it}"))).collect();
    assert!(missing.is_empty(), "docs/LANGUAGE.md does not say: {missing:?}");
}

fn read(document: &str) -> String {
    fs::read_to_string(sfn_tests::workspace().join(document)).expect("a document")
}

/// Checks the blocks of a document: how many were compiled, and how many compared with what they became.
fn check(document: &str) -> (usize, usize) {
    let blocks = blocks(&read(document));
    let declarations = blocks.iter().find(|it| it.is("declarations")).map_or("", |it| it.text.as_str());
    let mut failures = Vec::new();
    let mut last: Option<(&Block, Compilation)> = None;
    let (mut compiled, mut compared) = (0, 0);
    for block in &blocks {
        let outcome = match &last {
            _ if block.is("declarations") || block.is("no_run") => continue,
            _ if block.is("rust") => {
                compiled += 1;
                let compilation = compile(block, declarations);
                let found = findings(&compilation);
                let is_as_said = if block.is("fails") {
                    compilation.failed()
                } else {
                    !compilation.failed() && found.is_empty() != block.is("warns")
                };
                last = Some((block, compilation));
                if is_as_said { Ok(()) } else { Err(format!("found:\n{found}")) }
            }
            Some((_, compilation)) if block.is("json") => {
                compared += 1;
                shows(&block.text, &compilation.machines[0])
            }
            Some((example, compilation))
                if block.is("text") && (example.is("fails") || example.is("warns")) =>
            {
                compared += 1;
                let found = findings(compilation);
                if found == block.text { Ok(()) } else { Err(format!("found:\n{found}")) }
            }
            _ => continue,
        };
        if let Err(message) = outcome {
            failures.push(format!("{document}:{}: {message}", block.line));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    (compiled, compared)
}

fn compile(block: &Block, declarations: &str) -> Compilation {
    if block.text.contains("machine ") {
        return sfn_compiler::compile(tokens_of(&block.text));
    }
    let language = if block.is("jsonata") { "JSONata" } else { "JSONPath" };
    let around = |tail: &str| {
        let head = format!("#[query_language({language})] #[timeout(1d)] machine Example {{ {declarations}");
        sfn_compiler::compile(tokens_of(&format!("{head}\n{}\n{tail} }}", block.text)))
    };
    let compilation = around("");
    // A Choice cannot be the end.
    if compilation.findings.iter().any(|it| matches!(it.code.0, 120 | 121)) {
        return around("\"Next\": succeed;");
    }
    compilation
}

/// What stands in `state_machine! { … }`; all of it, when there is none.
fn tokens_of(source: &str) -> TokenStream {
    let tokens: Vec<TokenTree> = source.parse::<TokenStream>().expect("tokens").into_iter().collect();
    let call = tokens.windows(3).find_map(|it| match it {
        [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Group(body)] if name == "state_machine" => {
            Some(body.stream())
        }
        _ => None,
    });
    call.unwrap_or_else(|| tokens.into_iter().collect())
}

fn findings(compilation: &Compilation) -> String {
    compilation.findings.iter().map(print).collect()
}

/// The words of rustc's message.
fn print(finding: &Finding) -> String {
    let severity = if finding.severity == Severity::Error { "error" } else { "warning" };
    format!("{severity}: {}\n", sfn_compiler::emit::message(finding).replace('\n', "\n       "))
}

/// Whether `text` shows the machine: all of it, its policy, or some of its states.
fn shows(text: &str, machine: &Compiled) -> Result<(), String> {
    let json = |text: &str| serde_json::from_str::<Value>(text);
    let definition = json(&machine.definition).expect("a definition is JSON");
    let whole = json(text).ok();
    let shown = match &whole {
        Some(it) if it.get("StartAt").is_some() => return same(it, &definition, "the definition"),
        Some(it) if it.get("Statement").is_some() => {
            let policy = json(&sfn_asl::write::policy(&machine.policy)).expect("a policy is JSON");
            return same(it, &policy, "the policy");
        }
        _ => json(&format!("{{{text}}}")).map_err(|it| format!("no states by name: {it}"))?,
    };
    for (name, fields) in shown.as_object().expect("an object") {
        let state = state(&definition, name).ok_or_else(|| format!("no state `{name}`"))?;
        for (key, value) in fields.as_object().ok_or("a state is an object")? {
            let actual = state.get(key).ok_or_else(|| format!("`{name}` has no `{key}`: {state:#}"))?;
            same(value, actual, &format!("`{key}` of `{name}`"))?;
        }
    }
    Ok(())
}

/// The state of that name, in whichever scope.
fn state<'v>(scope: &'v Value, name: &str) -> Option<&'v Value> {
    let states = scope.get("States")?.as_object()?;
    states.iter().find_map(|(key, it)| {
        if key == name {
            return Some(it);
        }
        let branches = it.get("Branches").and_then(Value::as_array).into_iter().flatten();
        branches.chain(it.get("ItemProcessor")).find_map(|it| state(it, name))
    })
}

/// Whether they are equal, but for what is left open in what is shown.
fn same(shown: &Value, actual: &Value, what: &str) -> Result<(), String> {
    fn is_same(shown: &Value, actual: &Value) -> bool {
        match (shown, actual) {
            (Value::String(it), _) if it == "…" => true,
            (Value::Array(a), Value::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
            }
            (Value::Object(a), Value::Object(b)) => {
                // In the same order, too: it is part of what the reader sees.
                a.len() == b.len() && a.iter().zip(b).all(|((k, a), (l, b))| k == l && is_same(a, b))
            }
            (a, b) => a == b,
        }
    }
    if is_same(shown, actual) { Ok(()) } else { Err(format!("{what} is {actual:#}")) }
}
