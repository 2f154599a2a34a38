//! Good machines with something taken away, doubled, exchanged or put in the wrong place.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use sfn_tests::{Random, files, workspace};

use super::source::source;

const CASES: u64 = 2000;

/// The machines of the golden tests, and of the generator.
fn originals() -> Vec<TokenStream> {
    let golden = files(&workspace().join("sfn-compiler/tests/golden"), ".rs");
    assert!(!golden.is_empty());
    let generated = (0..40).map(source);
    golden.into_iter().map(|it| it.1).chain(generated).map(|it| it.parse().expect("tokens")).collect()
}

/// How many tokens there are, those in groups included.
fn count(tokens: &TokenStream) -> usize {
    tokens
        .clone()
        .into_iter()
        .map(|it| 1 + if let TokenTree::Group(group) = &it { count(&group.stream()) } else { 0 })
        .sum()
}

/// The `n`th token, counted as above.
fn nth(tokens: &TokenStream, mut n: usize) -> Option<TokenTree> {
    for token in tokens.clone() {
        if n == 0 {
            return Some(token);
        }
        n -= 1;
        if let TokenTree::Group(group) = &token {
            let inside = count(&group.stream());
            if n < inside {
                return nth(&group.stream(), n);
            }
            n -= inside;
        }
    }
    None
}

/// The tokens with `change` of the `n`th in its place. `n` is past the change when it returns.
fn changed(tokens: TokenStream, n: &mut isize, change: &dyn Fn(TokenTree) -> Vec<TokenTree>) -> TokenStream {
    let mut all = Vec::new();
    for token in tokens {
        let here = *n == 0;
        *n -= 1;
        if here {
            all.extend(change(token));
            continue;
        }
        match token {
            TokenTree::Group(group) if *n >= 0 => {
                let mut inside = Group::new(group.delimiter(), changed(group.stream(), n, change));
                inside.set_span(group.span());
                all.push(inside.into());
            }
            other => all.push(other),
        }
    }
    TokenStream::from_iter(all)
}

fn mutate(random: &mut Random, tokens: TokenStream) -> TokenStream {
    let total = count(&tokens);
    let at = random.below(total);
    let other = nth(&tokens, random.below(total));
    let kind = random.below(6);
    let delimiter =
        [Delimiter::Brace, Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::None][random.below(4)];
    changed(tokens, &mut (at as isize), &|token| match (kind, &other, &token) {
        (0, ..) => Vec::new(),
        (1, ..) => vec![token.clone(), token],
        (2, Some(other), _) => vec![other.clone()],
        (3, Some(other), _) => vec![other.clone(), token],
        (4, _, TokenTree::Group(group)) => vec![Group::new(delimiter, group.stream()).into()],
        (5, _, TokenTree::Group(group)) => group.stream().into_iter().collect(),
        _ => vec![Group::new(delimiter, token.into()).into()],
    })
}

#[test]
fn a_machine_with_mistakes_expands_to_items() {
    let originals = originals();
    for seed in 0..CASES {
        let mut random = Random::new(seed);
        let mut tokens = originals[random.below(originals.len())].clone();
        for _ in 0..1 + random.below(3) {
            if !tokens.is_empty() {
                tokens = mutate(&mut random, tokens);
            }
        }
        let text = tokens.to_string();
        super::expands(tokens, &|| format!("seed {seed}:\n{text}"));
    }
}

#[test]
fn a_mutation_changes_what_it_says() {
    let tokens: TokenStream = "a (b c) d".parse().expect("tokens");
    assert_eq!(count(&tokens), 5);
    assert_eq!(nth(&tokens, 3).map(|it| it.to_string()).as_deref(), Some("c"));
    let without = changed(tokens, &mut 3, &|_| Vec::new());
    assert_eq!(without.to_string().replace(' ', ""), "a(b)d");
}
