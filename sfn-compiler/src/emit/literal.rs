//! Long texts as literals.

use proc_macro2::TokenStream;
use quote::quote;

/// Makes tokens of the text of one literal. rustc's own lexer is the fastest; what has no rustc takes [`lex`].
pub type Lexer = fn(&str) -> Option<TokenStream>;

/// The lexer of `proc_macro2`.
pub fn lex(literal: &str) -> Option<TokenStream> {
    literal.parse::<proc_macro2::Literal>().ok().map(|it| quote!(#it))
}

/// Shorter ones are not worth it.
const LONG: usize = 256;

/// `text` as a literal: a raw one if it is long, for then nothing is escaped here and unescaped in rustc, and a definition
/// has a quote in every third place.
pub fn literal(lexer: Lexer, text: &str) -> TokenStream {
    if text.len() < LONG || !may_be_raw(text) {
        return quote!(#text);
    }
    let hashes = "#".repeat(longest_run(text) + 1);
    let raw = ["r", &hashes, "\"", text, "\"", &hashes].concat();
    lexer(&raw).unwrap_or_else(|| quote!(#text))
}

/// Without what rustc allows in a literal only as an escape: a bare carriage return, and what turns the direction of text
/// (U+202A to U+202E, U+2066 to U+2069).
fn may_be_raw(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.contains(&b'\r') {
        return false;
    }
    // The byte that these begin with is looked for in stretches, for that is fast even where nothing is optimised.
    let mut from = 0;
    while from < bytes.len() {
        let to = bytes.len().min(from + 128);
        if bytes[from..to].contains(&0xE2) {
            let mut at = from;
            while at < to {
                if let (0xE2, [second, third, ..]) = (bytes[at], &bytes[at + 1..])
                    && matches!((second, third), (0x80, 0xAA..=0xAE) | (0x81, 0xA6..=0xA9))
                {
                    return false;
                }
                at += 1;
            }
        }
        from = to;
    }
    true
}

/// The most `#` in a row.
fn longest_run(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut longest) = (0, 0);
    while let Some(next) = text[at..].find('#') {
        let start = at + next;
        at = start;
        while at < bytes.len() && bytes[at] == b'#' {
            at += 1;
        }
        longest = longest.max(at - start);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::{LONG, lex, literal};

    #[test]
    fn a_literal_says_what_the_text_says() {
        for end in
            ["", "\"", "#", "\"#", "\"##\"###x", "\\", "\r", "\r\n", "\n", "…", "\u{202E}", "\u{F0000}"]
        {
            for length in [0, LONG] {
                let text = "a".repeat(length) + end;
                let tokens = literal(lex, &text);
                let parsed: syn::LitStr = syn::parse2(tokens.clone()).expect("a string literal");
                assert_eq!(parsed.value(), text, "{tokens}");
            }
        }
    }

    #[test]
    fn what_rustc_refuses_in_raw_literals_is_escaped() {
        for (end, is_raw) in
            [("\"", true), ("…", true), ("\r", false), ("\u{202E}", false), ("\u{2066}", false)]
        {
            let tokens = literal(lex, &("a".repeat(LONG) + end)).to_string();
            assert_eq!(tokens.starts_with('r'), is_raw, "{tokens}");
        }
    }
}
