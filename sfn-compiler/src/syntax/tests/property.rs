//! Whatever the tokens: parsing ends, does not panic, and keeps the name of the machine.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use super::{dump, parse_tokens};

/// The same tokens at no place, as rust-analyzer gives them.
pub(super) fn without_places(tokens: TokenStream) -> TokenStream {
    let at = Span::call_site();
    tokens
        .into_iter()
        .map(|mut tree| {
            if let TokenTree::Group(group) = &tree {
                tree = Group::new(group.delimiter(), without_places(group.stream())).into();
            }
            tree.set_span(at);
            tree
        })
        .collect()
}

/// Parses, and writes the result, which visits every node.
fn survive(tokens: TokenStream) -> (String, Vec<String>) {
    let (machines, found) = parse_tokens(tokens);
    (machines.iter().map(dump::machine).collect::<Vec<_>>().join("\n"), found)
}

const GOOD: &[&str] = &[
    r#"/// Doc
    #[timeout(1h)] pub machine Good(Order) -> Out {
        //! Inside
        resource charge: lambda::Function<A, B> = "x";
        retry policy p = retry(States.ALL, max_attempts = 3);
        #[retry(p, interval = 2s)] "One": $.a.b-c[0]["x y"] = charge { a: $.b, "c d": [1, -2.5, null] }.P.q select { x: $.y }
            catch { "A" | States.Timeout as $.e => { fail "E", $.c; } #[assign(x = 1)] _ as e => goto "One", };
        let { A: a, B } = aws_sdk::s3::getObject.waitForTaskToken($$.Task.Token);
        if $.a > 1 && !(IsPresent($.b) || $x == "y") { pass; } else if {% $a in [1..2] and 'x' %} { } else { return; }
        match $.x { "a" | 1..=5 => break, -1.. => {} _ => fail "x", "y" }
    }"#,
    r#"machine Good {
        'outer: loop { while $.a { continue 'outer; } wait until "t"; wait 5s; }
        try { for { a: $ } in s3::getObject { B: c } { let x: Vec<T> = format!("{}", $.a); } } catch { _ => {} }
        $ = parallel($.x) { /// One
            { pass } { "N": succeed; } };
        state "Raw" = { "Type": "Pass", "Next": "N" };
        $.p = jsonata!(r"a"); $.q = $.items[?(@.a == "b" && @.c > 1)].length();
        $.r = task "arn" { a: S($.a), b: crate::B };
    }"#,
];

/// `tokens` up to the `limit`th, counted through groups, which are closed there.
fn prefix(tokens: TokenStream, limit: &mut usize) -> TokenStream {
    let mut kept = Vec::new();
    for tree in tokens {
        if *limit == 0 {
            break;
        }
        *limit -= 1;
        kept.push(match tree {
            TokenTree::Group(group) => Group::new(group.delimiter(), prefix(group.stream(), limit)).into(),
            other => other,
        });
    }
    kept.into_iter().collect()
}

fn count(tokens: TokenStream) -> usize {
    tokens
        .into_iter()
        .map(|tree| match tree {
            TokenTree::Group(group) => 1 + count(group.stream()),
            _ => 1,
        })
        .sum()
}

#[test]
fn every_prefix_keeps_the_name() {
    for source in GOOD {
        let tokens: TokenStream = source.parse().unwrap();
        let whole = count(tokens.clone());
        let name = source.split("machine Good").next().unwrap().parse::<TokenStream>().unwrap();
        let head = count(name) + 2;
        for length in 0..=whole {
            let (dumped, found) = survive(prefix(tokens.clone(), &mut length.clone()));
            assert_eq!(dumped.contains("Good"), length >= head, "{length}: {dumped}");
            if length == whole {
                assert_eq!(found, Vec::<String>::new());
            }
        }
    }
}

#[test]
fn every_missing_token_keeps_the_name() {
    for source in GOOD {
        let tokens: TokenStream = source.parse().unwrap();
        for gone in 0..count(tokens.clone()) {
            let (dumped, _) = survive(without(tokens.clone(), &mut (gone as isize)));
            let of_the_head = gone < 13;
            assert!(dumped.contains("Good") || of_the_head, "{gone}: {dumped}");
        }
    }
}

/// `tokens` without the `at`th; of a group only the delimiters go.
fn without(tokens: TokenStream, at: &mut isize) -> TokenStream {
    let mut kept = Vec::new();
    for tree in tokens {
        let gone = *at == 0;
        *at -= 1;
        match tree {
            TokenTree::Group(group) if gone => kept.extend(group.stream()),
            TokenTree::Group(group) => {
                kept.push(Group::new(group.delimiter(), without(group.stream(), at)).into())
            }
            _ if gone => {}
            other => kept.push(other),
        }
    }
    kept.into_iter().collect()
}

/// xorshift64*
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit
    }
}

fn soup(random: &mut Random, depth: usize) -> TokenStream {
    const WORDS: &[&str] = &[
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
        "resource",
        "retry",
        "policy",
        "as",
        "select",
        "machine",
        "pub",
        "saga",
        "poll",
        "true",
        "null",
        "_",
        "charge",
        "sqs",
        "sendMessage",
        "States",
        "Format",
        "format",
        "jsonata",
        "X",
        "aws_sdk",
        "crate",
        "S",
        "sync",
        "doc",
        "and",
        "evaluate",
    ];
    let length = random.below(12);
    let mut tokens: Vec<TokenTree> = Vec::new();
    for _ in 0..length {
        match random.below(10) {
            0..3 => tokens.push(Ident::new(WORDS[random.below(WORDS.len())], Span::call_site()).into()),
            3..7 => {
                let ch = *b"$.,;:=>|#!-&%'@<*+/?"[..].get(random.below(20)).unwrap() as char;
                let spacing = if random.below(2) == 0 { Spacing::Alone } else { Spacing::Joint };
                tokens.push(Punct::new(ch, spacing).into());
            }
            7 => {
                let literals =
                    ["\"a\"", "1", "2.5", "30s", "r#\"x\"#", "'c'", "b\"x\"", "0x1", "1.", "\"\\u{41}\\n\""];
                let literal: Literal = literals[random.below(literals.len())].parse().unwrap();
                tokens.push(literal.into());
            }
            _ if depth > 0 => {
                let delimiters = [
                    Delimiter::Brace,
                    Delimiter::Brace,
                    Delimiter::Parenthesis,
                    Delimiter::Bracket,
                    Delimiter::None,
                ];
                let inside = soup(random, depth - 1);
                tokens.push(Group::new(delimiters[random.below(delimiters.len())], inside).into());
            }
            _ => {}
        }
    }
    tokens.into_iter().collect()
}

#[test]
fn any_soup_is_survived() {
    for seed in 1..=4_000u64 {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let inside = soup(&mut random, 4);
        let result = std::panic::catch_unwind(|| {
            let mut machine: TokenStream = "machine Good".parse().unwrap();
            machine.extend([TokenTree::from(Group::new(Delimiter::Brace, inside.clone()))]);
            let (dumped, _) = survive(machine);
            assert!(dumped.starts_with("(machine Good"), "{dumped}");
            survive(inside.clone());
        });
        assert!(result.is_ok(), "seed {seed}: {inside}");
    }
}

/// Tokens of good machines, some replaced, doubled or swapped: nearer to what people type than soup is.
#[test]
fn any_mutation_is_survived() {
    for seed in 1..=2_000u64 {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let tokens: TokenStream = GOOD[random.below(GOOD.len())].parse().unwrap();
        let mutated = mutate(tokens, &mut random);
        let result = std::panic::catch_unwind(|| survive(mutated.clone()));
        assert!(result.is_ok(), "seed {seed}: {mutated}");
    }
}

fn mutate(tokens: TokenStream, random: &mut Random) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for tree in tokens {
        let tree = match tree {
            TokenTree::Group(group) => Group::new(group.delimiter(), mutate(group.stream(), random)).into(),
            other => other,
        };
        match random.below(40) {
            0 => {}
            1 => kept.extend([tree.clone(), tree]),
            2 => kept.extend(soup(random, 1)),
            3 if !kept.is_empty() => {
                let at = random.below(kept.len());
                kept.insert(at, tree);
            }
            _ => kept.push(tree),
        }
    }
    kept.into_iter().collect()
}

#[test]
fn deep_nesting_is_one_error() {
    for (start, open, close, end) in [
        ("", "if $.a {", "}", ""),
        ("", "loop {", "}", ""),
        ("", "parallel {{", "}}", ""),
        ("match $.a { _ => ", "match $.a { _ => ", "}", "}"),
        ("$.x = ", "(", ")", ";"),
        ("$.x = ", "[", "]", ";"),
        ("$.x = ", "{ a: ", "}", ";"),
        ("charge ", "{ a: ", "}", ";"),
        ("$.x = ", "!", "", "$.y;"),
        ("$.x = ", "-", "", "$.y;"),
        ("$.x = ", "States.Array(", ")", ";"),
        ("$.a[?(", "(", ")", ")] = 1;"),
        ("$.x = {% ", "(", ")", "%};"),
        ("#[x(", "[", "]", ")] pass;"),
    ] {
        let source = format!("machine Good {{ {start}{}{}{end} }}", open.repeat(3_000), close.repeat(3_000));
        let (machines, found) = parse_tokens(source.parse().unwrap());
        assert_eq!(machines[0].name.as_ref().unwrap(), "Good");
        assert!(found.len() == 1 && found[0].contains("nested more than"), "{open}: {found:?}");
    }
}

#[test]
fn long_chains_are_bounded() {
    for (start, repeated, end) in [
        ("$.x = 1", " + 1", ";"),
        ("if $.a", " && $.a", " { }"),
        ("if $.a { }", " else if $.a { }", ""),
        ("$.x = $.a", ".b", ";"),
        ("match $.x { 1", " | 1", " => pass }"),
        ("pass;", "pass;", ""),
        ("#[a]", "#[a]", "pass;"),
        ("\"a\": ", "\"a\": ", "pass;"),
    ] {
        let source = format!("machine Good {{ {start}{}{end} }}", repeated.repeat(20_000));
        let (machines, found) = parse_tokens(source.parse().unwrap());
        assert_eq!(machines.len(), 1);
        let bounded = repeated.contains('+') || repeated.contains('&') || repeated.contains("else");
        let labels = repeated.contains(':');
        assert!(found.len() == usize::from(bounded) || labels, "{start}: {:?}", found.first());
    }
}
