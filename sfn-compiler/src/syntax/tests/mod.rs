//! Tables: source → AST as text, source → findings as text.

mod dump;
mod errors;
mod language;
mod property;
mod query;
mod statement;
mod value;

use proc_macro2::TokenStream;

use super::ast;
use crate::cx::{Cx, SpanRange};

/// The machines of `source`, and what was found.
fn parse(source: &str) -> (Vec<ast::Machine>, Vec<String>) {
    let tokens: TokenStream = source.parse().unwrap_or_else(|error| panic!("{error}: {source}"));
    parse_tokens(tokens)
}

fn parse_tokens(tokens: TokenStream) -> (Vec<ast::Machine>, Vec<String>) {
    let mut cx = Cx::new();
    let machines = super::parse(&mut cx, tokens);
    let mut findings: Vec<_> = cx
        .diagnostics
        .items()
        .iter()
        .map(|finding| {
            let (span, _) = cx.resolve(&finding.place).expect("every finding has a place");
            let help = finding.help.as_ref().map(|help| format!(" = {help}")).unwrap_or_default();
            assert!(
                !finding.message.contains('\n') && !finding.message.ends_with('.'),
                "{}",
                finding.message
            );
            let at = span.start.start();
            ((at.line, at.column), format!("{} {} {}{help}", finding.code, place(span), finding.message))
        })
        .collect();
    findings.sort_by_key(|(at, _)| *at);
    (machines, findings.into_iter().map(|(_, text)| text).collect())
}

/// Line, column, and the first and last token.
fn place(span: SpanRange) -> String {
    let at = span.start.start();
    let (first, last) = (span.start.source_text(), span.end.source_text());
    let first = first.unwrap_or_default();
    let range = match last {
        Some(last) if span.start.byte_range() != span.end.byte_range() => format!("`{first}`…`{last}`"),
        _ => format!("`{first}`"),
    };
    format!("{}:{} {range}", at.line, at.column + 1)
}

/// Statements of a machine → their dump; nothing may be found.
#[track_caller]
fn check(source: &str, wanted: &str) {
    let (dumped, found) = statements(source);
    assert_eq!(found, Vec::<String>::new(), "{source}");
    assert_eq!(dumped, wanted, "{source}");
}

/// A value → its dump; nothing may be found.
#[track_caller]
fn check_value(source: &str, wanted: &str) {
    check(&format!("$.x = {source};"), &format!("(= $.x {wanted})"));
}

/// Statements of a machine → their dump and what is found; places count from the beginning of `source`.
fn statements(source: &str) -> (String, Vec<String>) {
    // The line break keeps the places of the first line right.
    let (machines, found) = parse(&format!("machine M {{\n{source}\n}}"));
    let found = found
        .into_iter()
        .map(|text| {
            let (code, rest) = text.split_once(' ').unwrap();
            let (line, rest) = rest.split_once(':').unwrap();
            format!("{code} {}:{rest}", line.parse::<usize>().unwrap() - 1)
        })
        .collect();
    let dumped = machines[0].body.statements.iter().map(dump::statement).collect::<Vec<_>>().join("\n");
    (dumped, found)
}
