//! Text → tokens, one at a time: only the parser knows whether a `/` divides or starts a regular expression.
//!
//! Follows jsonata-js 2.0.6 to the letter, odd as it is: a name is whatever is no blank and no operator.

use std::ops::Range;

use super::messages;
use crate::query::QueryError;

/// A token and its bytes.
#[derive(Debug)]
pub(super) struct Token<'t> {
    pub kind: TokenKind<'t>,
    pub range: Range<usize>,
}

#[derive(PartialEq, Debug)]
pub(super) enum TokenKind<'t> {
    End,
    /// Signs, and the words `and`, `or`, `in`.
    Op(&'static str),
    Name(&'t str),
    /// Without the `$`.
    Variable(&'t str),
    String(String),
    Number(&'t str),
    Bool(bool),
    Null,
    Regex {
        pattern: &'t str,
        flags: &'t str,
    },
}

/// Longest first. `!` and `~` alone are no operators, but they end a name.
const SIGNS: [&str; 31] = [
    "..", ":=", "!=", ">=", "<=", "**", "~>", ".", "[", "]", "{", "}", "(", ")", ",", "@", "#", ";", ":",
    "?", "+", "-", "*", "/", "%", "|", "=", "<", ">", "^", "&",
];

pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Lexer<'t> {
        Lexer { text, at: 0 }
    }

    /// The next token; `after_operand` makes a `/` divide.
    pub(super) fn next(&mut self, after_operand: bool) -> Result<Token<'t>, QueryError> {
        self.skip_blanks()?;
        let start = self.at;
        let text = self.text;
        let rest = &text[start..];
        let Some(first) = rest.chars().next() else {
            return Ok(self.token(TokenKind::End, start));
        };
        if first == '/' && !after_operand {
            return self.regex();
        }
        if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            self.at += sign.len();
            return Ok(self.token(TokenKind::Op(sign), start));
        }
        match first {
            '!' => Err(messages::bang(start..start + 1)),
            '~' => Err(messages::lone_tilde(start..start + 1)),
            '"' | '\'' => self.string(first),
            '`' => match rest[1..].find('`') {
                Some(length) => {
                    self.at += length + 2;
                    Ok(self.token(TokenKind::Name(&rest[1..1 + length]), start))
                }
                None => Err(messages::unclosed_name(start..text.len())),
            },
            '0'..='9' => self.number(),
            _ => Ok(self.word()),
        }
    }

    fn token(&self, kind: TokenKind<'t>, start: usize) -> Token<'t> {
        Token { kind, range: start..self.at }
    }

    fn skip_blanks(&mut self) -> Result<(), QueryError> {
        loop {
            let rest = &self.text[self.at..];
            let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
            self.at += blanks;
            let Some(comment) = rest[blanks..].strip_prefix("/*") else { return Ok(()) };
            match comment.find("*/") {
                Some(length) => self.at += length + 4,
                None => return Err(messages::unclosed_comment(self.at..self.text.len())),
            }
        }
    }

    fn word(&mut self) -> Token<'t> {
        let start = self.at;
        let rest = &self.text[start..];
        let word = &rest[..rest.find(ends_word).unwrap_or(rest.len())];
        self.at += word.len();
        let kind = match word {
            "and" => TokenKind::Op("and"),
            "or" => TokenKind::Op("or"),
            "in" => TokenKind::Op("in"),
            "true" => TokenKind::Bool(true),
            "false" => TokenKind::Bool(false),
            "null" => TokenKind::Null,
            _ => match word.strip_prefix('$') {
                Some(name) => TokenKind::Variable(name),
                None => TokenKind::Name(word),
            },
        };
        self.token(kind, start)
    }

    fn number(&mut self) -> Result<Token<'t>, QueryError> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let digits = |from: usize| bytes[from..].iter().take_while(|it| it.is_ascii_digit()).count();
        let mut at = start + if bytes[start] == b'0' { 1 } else { digits(start) };
        if bytes.get(at) == Some(&b'.') && digits(at + 1) > 0 {
            at += 1 + digits(at + 1);
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
            let exponent = bytes.get(at + 1 + sign).map_or(0, |_| digits(at + 1 + sign));
            if exponent > 0 {
                at += 1 + sign + exponent;
            }
        }
        self.at = at;
        let text = &self.text[start..at];
        if text.parse::<f64>().is_ok_and(f64::is_finite) {
            Ok(self.token(TokenKind::Number(text), start))
        } else {
            Err(messages::number_out_of_range(start..at))
        }
    }

    fn string(&mut self, quote: char) -> Result<Token<'t>, QueryError> {
        let start = self.at;
        let text = self.text;
        let mut value = String::new();
        let mut at = start + 1;
        loop {
            let rest = &text[at..];
            let Some(stop) = rest.find([quote, '\\']) else {
                return Err(messages::unclosed_string(start..text.len()));
            };
            value.push_str(&rest[..stop]);
            at += stop;
            if rest[stop..].starts_with(quote) {
                self.at = at + 1;
                return Ok(self.token(TokenKind::String(value), start));
            }
            let Some(escape) = rest[stop + 1..].chars().next() else {
                return Err(messages::unclosed_string(start..text.len()));
            };
            value.push(match escape {
                '"' | '\\' | '/' => escape,
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let (decoded, length) = unicode_escape(text, at)?;
                    value.push(decoded);
                    at += length;
                    continue;
                }
                _ => return Err(messages::bad_escape(at..at + 1 + escape.len_utf8(), escape)),
            });
            at += 2;
        }
    }

    /// Brackets of any kind must balance before a `/` can close.
    fn regex(&mut self) -> Result<Token<'t>, QueryError> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut depth = 0_i64;
        let mut escaped = false;
        for (at, &byte) in bytes.iter().enumerate().skip(start + 1) {
            let after_backslash = bytes[at - 1] == b'\\';
            match byte {
                b'/' if depth == 0 && !escaped => {
                    if at == start + 1 {
                        return Err(messages::empty_regex(start..at + 1));
                    }
                    let flags = bytes[at + 1..].iter().take_while(|it| matches!(it, b'i' | b'm')).count();
                    self.at = at + 1 + flags;
                    let kind = TokenKind::Regex {
                        pattern: &self.text[start + 1..at],
                        flags: &self.text[at + 1..self.at],
                    };
                    return Ok(self.token(kind, start));
                }
                b'(' | b'[' | b'{' if !after_backslash => depth += 1,
                b')' | b']' | b'}' if !after_backslash => depth -= 1,
                _ => {}
            }
            escaped = byte == b'\\' && !escaped;
        }
        Err(messages::unclosed_regex(start..self.text.len()))
    }
}

/// The character of the `\uXXXX` (or surrogate pair) at `at`, and how many bytes it took.
fn unicode_escape(text: &str, at: usize) -> Result<(char, usize), QueryError> {
    let unit = |at: usize| {
        let digits = text.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        digits.bytes().all(|it| it.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let first = unit(at).ok_or_else(|| messages::bad_unicode_escape(at..at + 2))?;
    if let Some(plain) = char::from_u32(first) {
        return Ok((plain, 6));
    }
    let pair = unit(at + 6)
        .filter(|second| first < 0xDC00 && (0xDC00..0xE000).contains(second))
        .and_then(|second| char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)));
    pair.map(|it| (it, 12)).ok_or_else(|| messages::lone_surrogate(at..at + 6))
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}')
}

/// Whether `c` cannot be inside an unquoted name.
pub(super) fn ends_word(c: char) -> bool {
    is_blank(c) || ".[]{}(),@#;:?+-*/%|=<>^&!~".contains(c)
}
