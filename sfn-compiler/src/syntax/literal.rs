//! Literals of Rust → text and numbers of JSON.

use proc_macro2::Span;

use super::ast::ExprKind;
use super::messages;
use crate::cx::Cx;

/// Whether this is a string literal, plain or raw.
pub(super) fn is_string(text: &str) -> bool {
    text.starts_with('"') || text.starts_with("r\"") || text.starts_with("r#")
}

/// What a literal stands for as a value.
pub(super) fn value(cx: &mut Cx, text: &str, span: Span) -> ExprKind {
    if is_string(text) {
        return ExprKind::String(string(cx, text, span));
    }
    match text.bytes().next() {
        Some(b'0'..=b'9' | b'-') => number(cx, text, span),
        Some(b'\'') => {
            let value = character(text);
            messages::character(cx, span, value);
            ExprKind::String(value.to_string())
        }
        Some(b'c') => {
            messages::not_text(cx, span, "a C string");
            ExprKind::Error
        }
        _ => {
            messages::not_text(cx, span, "a byte literal");
            ExprKind::Error
        }
    }
}

/// The text of a string literal, for which [`is_string`] holds.
pub(super) fn string(cx: &mut Cx, text: &str, span: Span) -> String {
    let (decoded, rest) = match text.strip_prefix('r') {
        Some(raw) => {
            let hashes = raw.len() - raw.trim_start_matches('#').len();
            let closing = format!("\"{}", "#".repeat(hashes));
            let inside = raw.get(hashes + 1..).unwrap_or_default();
            match inside.find(&closing) {
                Some(end) => (inside[..end].to_owned(), &inside[end + closing.len()..]),
                None => (inside.to_owned(), ""),
            }
        }
        None => quoted(text.get(1..).unwrap_or_default()),
    };
    if !rest.is_empty() {
        messages::text_suffix(cx, span, rest);
    }
    decoded
}

/// Text up to the closing quote, and what follows it. rustc has checked the escapes.
fn quoted(text: &str) -> (String, &str) {
    let end = |rest: &str| rest.find(['"', '\\']).unwrap_or(rest.len());
    let mut at = end(text);
    let mut decoded = text[..at].to_owned();
    loop {
        let rest = &text[at..];
        let Some(escaped) = rest.strip_prefix('\\') else {
            return (decoded, rest.get(1..).unwrap_or_default());
        };
        let (c, length) = escape(escaped);
        decoded.extend(c);
        let after = &escaped[length..];
        let run = end(after);
        decoded.push_str(&after[..run]);
        at = text.len() - after.len() + run;
    }
}

/// The character of an escape, and how long its text is after the backslash.
fn escape(text: &str) -> (Option<char>, usize) {
    let Some(c) = text.chars().next() else { return (None, 0) };
    let hex = |digits: &str| u32::from_str_radix(&digits.replace('_', ""), 16).ok().and_then(char::from_u32);
    match c {
        'n' => (Some('\n'), 1),
        'r' => (Some('\r'), 1),
        't' => (Some('\t'), 1),
        '0' => (Some('\0'), 1),
        'x' => {
            let digits = text.get(1..3).unwrap_or_default();
            (hex(digits), 1 + digits.len())
        }
        'u' => {
            let length = text.find('}').map_or(text.len(), |end| end + 1);
            (hex(text.get(2..length - 1).unwrap_or_default()), length)
        }
        // The end of the line and the blanks of the next one do not count.
        '\n' | '\r' => (None, text.len() - text.trim_start_matches([' ', '\t', '\n', '\r']).len()),
        other => (Some(other), other.len_utf8()),
    }
}

/// The character of `'x'`.
pub(super) fn character(text: &str) -> char {
    let inside = text.get(1..).unwrap_or_default();
    match inside.strip_prefix('\\') {
        Some(escaped) => escape(escaped).0.unwrap_or_default(),
        None => inside.chars().next().unwrap_or_default(),
    }
}

/// A number or a duration. Rust's numbers are wider than JSON's: `0xff`, `1_000`, `1.`, `007`, `1u8`.
fn number(cx: &mut Cx, text: &str, span: Span) -> ExprKind {
    let length = spelling(text);
    let (digits, suffix) = text.split_at(length);
    let digits = digits.replace('_', "");
    let whole = digits.trim_start_matches('-');
    let leading_zero = whole.len() > 1 && whole.starts_with('0') && whole.as_bytes()[1].is_ascii_digit();
    let prefixed = whole == "0" && matches!(suffix.bytes().next(), Some(b'x' | b'o' | b'b'));
    if leading_zero || prefixed || digits.ends_with('.') || digits.contains(".e") || digits.contains(".E") {
        messages::not_decimal(cx, span, text);
        return ExprKind::Error;
    }
    let mut units = suffix.chars();
    match (units.next(), units.next()) {
        (None, _) => ExprKind::Number(digits),
        (Some(unit @ ('s' | 'm' | 'h' | 'd')), None) => ExprKind::Duration { number: digits, unit },
        _ => {
            messages::suffix(cx, span, suffix, &digits);
            ExprKind::Error
        }
    }
}

/// How many bytes of a number's text come before its suffix.
fn spelling(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |mut at: usize| {
        while matches!(bytes.get(at), Some(b'0'..=b'9' | b'_')) {
            at += 1;
        }
        at
    };
    let mut at = digits(usize::from(text.starts_with('-')));
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1);
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let end = digits(at + 1 + sign);
        if end > at + 1 + sign {
            at = end;
        }
    }
    at
}
