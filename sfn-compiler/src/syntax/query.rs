//! Tokens → the text of a query, with the place of every token in it.

use proc_macro2::{Delimiter, Span};

use super::cursor::Parser;
use super::literal;
use super::token::{Token, plain, touch};
use crate::cx::{QueryText, SpanRange};

/// The text of a query as it grows.
pub(super) struct Text {
    text: String,
    offsets: Vec<(usize, SpanRange)>,
}

/// How a string literal is spelled in the query.
#[derive(Clone, Copy)]
pub(super) enum Quotes {
    /// `'it\'s'`: names in brackets, texts in filters.
    Single,
    /// `"…"`: arguments of path functions, which take no other.
    Double,
}

impl Text {
    pub(super) fn new() -> Text {
        Text { text: String::with_capacity(32), offsets: Vec::with_capacity(8) }
    }

    pub(super) fn push(&mut self, text: &str, span: impl Into<SpanRange>) {
        self.offsets.push((self.text.len(), span.into()));
        self.text.push_str(text);
    }

    fn push_char(&mut self, c: char, span: Span) {
        self.offsets.push((self.text.len(), span.into()));
        self.text.push(c);
    }

    /// A blank, if two words would else become one.
    fn part_words(&mut self) {
        if self.text.ends_with(is_word) {
            self.text.push(' ');
        }
    }

    pub(super) fn push_quoted(&mut self, text: &str, quotes: Quotes, span: Span) {
        self.offsets.push((self.text.len(), span.into()));
        let quote = match quotes {
            Quotes::Single => '\'',
            Quotes::Double => '"',
        };
        self.text.push(quote);
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            // As `sfn_asl::query::jsonpath` writes it: before the other kind of quote a backslash stands for itself.
            let lone = c == '\\' && quote == '\'' && rest.peek() == Some(&'"');
            if c == quote || c == '\\' && !lone {
                self.text.push('\\');
            }
            self.text.push(c);
        }
        self.text.push(quote);
    }

    fn push_json(&mut self, text: &str, span: Span) {
        self.offsets.push((self.text.len(), span.into()));
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => {
                    self.text.push('\\');
                    self.text.push(c);
                }
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                c if c.is_control() && (c as u32) < 0x100 => {
                    self.text.push_str(&format!("\\u{:04x}", c as u32));
                }
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }

    pub(super) fn finish(self, span: SpanRange) -> QueryText {
        QueryText { text: self.text, offsets: self.offsets, span }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether two characters that stand apart would become an operator if they touched.
fn fuses(first: char, second: char) -> bool {
    "<>=!&|.".contains(first) && "=~&|.".contains(second)
}

/// The rest of a group of a path: `[…]` or the arguments of a function. Without blanks, except between words.
pub(super) fn jsonpath_text(p: &mut Parser, text: &mut Text, quotes: Quotes) {
    let mut alone = None;
    while let Some(token) = p.bump() {
        let before = alone.take();
        match token {
            Token::Word { ident, text: word } => {
                text.part_words();
                text.push(plain(&word), ident.span());
            }
            Token::Literal { text: spelling, span } => match spelling.bytes().next() {
                _ if literal::is_string(&spelling) => {
                    let value = literal::string(p.cx, &spelling, span);
                    text.part_words();
                    text.push_quoted(&value, quotes, span);
                }
                Some(b'\'') => {
                    let value = literal::character(&spelling);
                    text.part_words();
                    text.push_quoted(value.encode_utf8(&mut [0; 4]), quotes, span);
                }
                _ => {
                    text.part_words();
                    text.push(&spelling, span);
                }
            },
            Token::Punct { ch, joint, span } => {
                if before.is_some_and(|before| fuses(before, ch)) {
                    text.text.push(' ');
                } else if matches!(ch, '$' | '@') {
                    text.part_words();
                }
                alone = (!joint).then_some(ch);
                text.push_char(ch, span);
            }
            Token::Group(group) => {
                let (open, close) = delimiters(group.delimiter());
                let end = group.span_close();
                text.push_char(open, group.span_open());
                if let Some(outer) = p.enter(group) {
                    jsonpath_text(p, text, quotes);
                    p.leave(outer);
                }
                text.push_char(close, end);
            }
        }
    }
}

/// The rest of a group, `keep` tokens at its end left out, as JSONata that is read as the same tokens.
pub(super) fn jsonata_text(p: &mut Parser, text: &mut Text, keep: usize) {
    let mut alone = None;
    let mut sigil: Option<Span> = None;
    while p.len() > keep {
        let Some(token) = p.bump() else { return };
        let (before, dollar) = (alone.take(), sigil.take());
        match token {
            Token::Word { ident, text: word } => {
                if dollar.is_some_and(|dollar| !belongs(dollar, ident.span(), &word)) {
                    text.text.push(' ');
                }
                text.part_words();
                text.push(plain(&word), ident.span());
            }
            Token::Literal { text: spelling, span } => match spelling.bytes().next() {
                _ if literal::is_string(&spelling) => {
                    let value = literal::string(p.cx, &spelling, span);
                    text.part_words();
                    text.push_json(&value, span);
                }
                Some(b'\'') => {
                    let value = literal::character(&spelling);
                    text.part_words();
                    text.push_json(value.encode_utf8(&mut [0; 4]), span);
                }
                Some(b'0'..=b'9') => {
                    text.part_words();
                    text.push(&spelling.replace('_', ""), span);
                }
                _ => {
                    text.part_words();
                    text.push(&spelling, span);
                }
            },
            Token::Punct { ch, joint, span } => {
                if before.is_some() {
                    text.text.push(' ');
                } else if matches!(ch, '$' | '\'') {
                    // To JSONata `and$x` is one name.
                    text.part_words();
                }
                alone = (!joint).then_some(ch);
                sigil = (ch == '$').then_some(span);
                if ch == '$' {
                    p.mention_jsonata();
                }
                text.push_char(ch, span);
            }
            Token::Group(group) => {
                let (open, close) = delimiters(group.delimiter());
                let end = group.span_close();
                text.push_char(open, group.span_open());
                if let Some(outer) = p.enter(group) {
                    jsonata_text(p, text, 0);
                    p.leave(outer);
                }
                text.push_char(close, end);
            }
        }
    }
}

/// Whether `$` and the word after it are one variable, and not `$` and an operator.
pub(super) fn belongs(dollar: Span, word_span: Span, word: &str) -> bool {
    let operator = matches!(word, "in" | "and" | "or" | "as" | "select" | "catch");
    touch(dollar, word_span).unwrap_or(!operator)
}

fn delimiters(delimiter: Delimiter) -> (char, char) {
    match delimiter {
        Delimiter::Parenthesis => ('(', ')'),
        Delimiter::Bracket => ('[', ']'),
        Delimiter::Brace => ('{', '}'),
        Delimiter::None => (' ', ' '),
    }
}
