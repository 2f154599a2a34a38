//! Text → tokens.

use std::ops::Range;

use super::{Error, Fault, parse};
use crate::query::javascript::Expr;

#[derive(Clone, Debug)]
pub(super) enum Token {
    Number(String),
    String(String),
    Template(Vec<String>, Vec<Expr>),
    Word(String),
    Sign(&'static str),
}

/// Longer ones first.
const SIGNS: &[&str] = &[
    "...", "===", "!==", "**", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "+", "-", "*", "/", "%", "<",
    ">", "!", "?", ":", "(", ")", "[", "]", "{", "}", ",", ".", ";",
];

pub(super) fn tokens(text: &str, from: usize, depth: usize) -> Result<Vec<(Token, Range<usize>)>, Error> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        let here = |start: usize, end: usize| from + start..from + end;
        let token = match c {
            _ if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '\'' | '"' => {
                let (value, end) = string(text, at, c).map_err(|it| shift(it, from))?;
                if let Some(path) = path_in(&value) {
                    return Err(Error { fault: Fault::PathInText(path), range: here(start, end) });
                }
                at = end;
                Token::String(value)
            }
            '`' => {
                let (texts, exprs, end) = template(text, at, from, depth)?;
                at = end;
                Token::Template(texts, exprs)
            }
            _ if c.is_ascii_digit()
                || c == '.' && text[at + 1..].starts_with(|it: char| it.is_ascii_digit()) =>
            {
                at += number(&text[at..]);
                Token::Number(text[start..at].to_owned())
            }
            _ if c.is_alphabetic() || c == '_' || c == '$' => {
                let is_word = |it: char| it.is_alphanumeric() || it == '_' || it == '$';
                at += text[at..].find(|it| !is_word(it)).unwrap_or(text.len() - at);
                Token::Word(text[start..at].to_owned())
            }
            _ => match SIGNS.iter().find(|it| text[at..].starts_with(**it)) {
                Some(sign) => {
                    at += sign.len();
                    Token::Sign(sign)
                }
                None => {
                    let fault = Fault::NotTaken(c.to_string());
                    return Err(Error { fault, range: here(start, start + c.len_utf8()) });
                }
            },
        };
        out.push((token, here(start, at)));
    }
    Ok(out)
}

fn shift(error: Error, by: usize) -> Error {
    Error { range: error.range.start + by..error.range.end + by, ..error }
}

fn number(text: &str) -> usize {
    let digits = |text: &str| text.find(|it: char| !it.is_ascii_digit()).unwrap_or(text.len());
    let mut end = digits(text);
    if text[end..].starts_with('.') {
        end += 1 + digits(&text[end + 1..]);
    }
    if let Some(rest) = text[end..].strip_prefix(['e', 'E']) {
        let sign = usize::from(rest.starts_with(['+', '-']));
        let exponent = digits(&rest[sign..]);
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    end
}

/// The character that `\…` stands for, and its length.
fn escape(text: &str) -> (char, usize) {
    let mut chars = text.chars();
    match chars.next() {
        Some('n') => ('\n', 1),
        Some('t') => ('\t', 1),
        Some('r') => ('\r', 1),
        Some('u') => match text.get(1..5).and_then(|it| u32::from_str_radix(it, 16).ok()) {
            Some(code) => (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 5),
            None => ('u', 1),
        },
        Some(c) => (c, c.len_utf8()),
        None => ('\\', 0),
    }
}

fn string(text: &str, start: usize, quote: char) -> Result<(String, usize), Error> {
    let mut value = String::new();
    let mut at = start + 1;
    while let Some(c) = text[at..].chars().next() {
        at += c.len_utf8();
        match c {
            _ if c == quote => return Ok((value, at)),
            '\\' => {
                let (c, length) = escape(&text[at..]);
                value.push(c);
                at += length;
            }
            _ => value.push(c),
        }
    }
    Err(Error { fault: Fault::Expected("the end of the text"), range: start..text.len() })
}

fn template(
    text: &str,
    start: usize,
    from: usize,
    depth: usize,
) -> Result<(Vec<String>, Vec<Expr>, usize), Error> {
    let mut texts = vec![String::new()];
    let mut exprs = Vec::new();
    let mut at = start + 1;
    while let Some(c) = text[at..].chars().next() {
        let here = at;
        at += c.len_utf8();
        match c {
            '`' => {
                if let Some(path) = texts.iter().find_map(|it| path_in(it)) {
                    return Err(Error { fault: Fault::PathInText(path), range: from + start..from + at });
                }
                return Ok((texts, exprs, at));
            }
            '\\' => {
                let (c, length) = escape(&text[at..]);
                texts.last_mut().into_iter().for_each(|it| it.push(c));
                at += length;
            }
            '$' if text[at..].starts_with('{') => {
                let end = end_of_slot(text, at + 1);
                let Some(end) = end else {
                    let fault = Fault::Expected("`}`");
                    return Err(Error { fault, range: from + here..from + text.len() });
                };
                exprs.push(parse::nested(&text[at + 1..end], from + at + 1, depth + 1)?);
                texts.push(String::new());
                at = end + 1;
            }
            _ => texts.last_mut().into_iter().for_each(|it| it.push(c)),
        }
    }
    Err(Error { fault: Fault::Expected("the end of the text"), range: from + start..from + text.len() })
}

/// Where the `}` of a `${` stands: behind the braces and texts in it.
fn end_of_slot(text: &str, start: usize) -> Option<usize> {
    let mut depth = 0;
    let mut quote = None;
    let mut chars = text[start..].char_indices();
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            (_, '\\') => drop(chars.next()),
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') if depth == 0 => return Some(start + at),
            (None, '}') => depth -= 1,
            _ => {}
        }
    }
    None
}

/// A path that stands in a text, and so is none.
fn path_in(text: &str) -> Option<String> {
    let at = text.find("$.").or_else(|| text.find("$["))?;
    let rest = &text[at + 1..];
    let end = rest.find(|it: char| !it.is_alphanumeric() && !"._[]-".contains(it)).unwrap_or(rest.len());
    (end > 1).then(|| format!("${}", rest[..end].trim_end_matches(['.', '-'])))
}
