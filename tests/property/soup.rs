//! Tokens in no order at all.

use proc_macro2::TokenStream;
use sfn_tests::Random;

const CASES: u64 = 2000;

const WORDS: &[&str] = &[
    "machine",
    "resource",
    "retry",
    "policy",
    "let",
    "if",
    "else",
    "match",
    "for",
    "in",
    "loop",
    "while",
    "try",
    "catch",
    "wait",
    "until",
    "goto",
    "return",
    "break",
    "continue",
    "succeed",
    "fail",
    "pass",
    "parallel",
    "state",
    "task",
    "select",
    "as",
    "pub",
    "crate",
    "self",
    "true",
    "false",
    "null",
    "_",
    "mut",
    "and",
    "or",
    "saga",
    "r#loop",
    "Flow",
    "f",
    "orders",
    "lambda",
    "Function",
    "dynamodb",
    "putItem",
    "aws_sdk",
    "s3",
    "getObject",
    "States",
    "ALL",
    "Format",
    "MathAdd",
    "timestamp",
    "IsPresent",
    "StringEquals",
    "evaluate",
    "S",
    "N",
    "NULL",
    "sync",
    "waitForTaskToken",
    "payload_response_only",
    "associate_with_parent",
    "csv_headers",
    "Bucket",
    "Payload",
    "Input",
    "format",
    "jsonata",
    "jsonpath",
    "timeout",
    "distributed",
    "batch",
    "express",
    "assign",
    "output",
    "input",
    "jitter",
    "allow",
    "ASL2003",
    "query_language",
    "JSONata",
    "JSONPath",
    "id",
    "x",
];

const SIGNS: &[&str] = &[
    "$", "$$", ".", "..", "..=", ":", "::", ";", ",", "=", "==", "=>", "!=", "!", "<", "<=", ">", ">=", "&&",
    "||", "|", "&", "+", "-", "*", "/", "%", "?", "@", "#", "->", "'a", "+=", "^", "~",
];

const LITERALS: &[&str] = &[
    "0",
    "1",
    "30s",
    "1.5m",
    "5min",
    "0xff",
    "1e400",
    "007",
    "1.",
    "-1",
    "\"\"",
    "\"A\"",
    "\"{% $x %}\"",
    "\"{% \"",
    "\"$.a\"",
    "\"${Name}\"",
    "r#\"$.a[?(@.b == 'c')]\"#",
    "\"{} {\"",
    "\"\\u{f0000}\\u{0}\"",
    "'x'",
    "b\"x\"",
    "c\"x\"",
    "\"Type\"",
    "\"Pass\"",
    "\"2030-01-01T00:00:00Z\"",
    "/// doc\n",
    "//! doc\n",
    "99999999999999999999",
];

const PHRASES: &[&str] = &[
    "machine Flow",
    "resource f: lambda::Function;",
    "resource orders: dynamodb::Table",
    "$.a.b",
    "$x.y[0]",
    "$$.Task.Token",
    "let x =",
    "\"A\":",
    "#[timeout(30s)]",
    "#[retry(States.ALL, max_attempts = 3)]",
    "#[jsonata]",
    "{% $states.input.a %}",
    "state \"Raw\" = { \"Type\": \"Choice\" };",
    "catch { _ => {} }",
    "goto \"A\";",
    "f { id: $.a };",
    "for $ in $.items",
    "if $.a == 1 { wait 3s; }",
    "match $.a { \"b\" => {}, _ => {} }",
    "select { a: $.b }",
    "aws_sdk::dynamodb::Ɠuery { Übername: 1 };",
    "$ = ::_;",
    "$ = crate::type::X;",
    "'a: loop { break 'a; }",
];

/// Text that lexes: balanced, and with blanks between what might else become one.
fn soup(random: &mut Random, length: usize, depth: usize, text: &mut String) {
    for _ in 0..length {
        match random.below(if depth > 4 { 10 } else { 13 }) {
            0..=3 => text.push_str(random.pick(WORDS)),
            4..=6 => text.push_str(random.pick(SIGNS)),
            7 | 8 => text.push_str(random.pick(LITERALS)),
            9 => text.push_str(random.pick(PHRASES)),
            _ => {
                let (open, close) = [('{', '}'), ('(', ')'), ('[', ']')][random.below(3)];
                text.push(open);
                let inside = random.below(12);
                soup(random, inside, depth + 1, text);
                text.push(close);
            }
        }
        text.push(' ');
    }
}

#[test]
fn any_tokens_expand_to_items() {
    for seed in 0..CASES {
        let mut random = Random::new(seed);
        let mut inside = String::new();
        let length = 3 + random.below(40);
        soup(&mut random, length, 0, &mut inside);
        // Most of it inside a machine: there the most can go wrong.
        let text = match random.below(8) {
            0 => inside,
            1 => format!("#[query_language(JSONata)] machine Flow {{ {inside} }}"),
            2 => format!("#[express] pub machine Flow(Order) {{ resource f: lambda::Function; {inside} }}"),
            _ => format!("machine Flow {{ resource f: lambda::Function; \"A\": wait 3s; {inside} }}"),
        };
        // A `.` before a number, or a lifetime before a quote, may still not lex.
        let Ok(tokens) = text.parse::<TokenStream>() else { continue };
        super::expands(tokens, &|| format!("seed {seed}:\n{text}"));
    }
}

#[test]
fn most_of_the_soup_lexes() {
    let lexes = |seed: &u64| {
        let mut text = String::new();
        soup(&mut Random::new(*seed), 20, 0, &mut text);
        text.parse::<TokenStream>().is_ok()
    };
    let count = (0..200).filter(lexes).count();
    assert!(count > 150, "{count} of 200");
}
