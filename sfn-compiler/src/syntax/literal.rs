//! Literals of Rust → text and numbers of JSON.

use proc_macro2::Span;
use sfn_asl::value::{has_hole, hole_number};

use super::ast::ExprKind;
use super::messages;
use crate::cx::Cx;

/// Whether this is a string literal, plain or raw.
pub(super) fn is_string(text: &str) -> bool {
    matches!(text.as_bytes(), [b'"', ..] | [b'r', b'"' | b'#', ..])
}

/// What a literal stands for as a value.
pub(super) fn value(cx: &mut Cx, text: &str, span: Span) -> ExprKind {
    if is_string(text) {
        return ExprKind::String(string(cx, text, span));
    }
    match text.as_bytes() {
        [b'0'..=b'9' | b'-', ..] => number(cx, text, span),
        [b'\'', ..] => {
            let value = character(text);
            messages::character(cx, span, value);
            ExprKind::String(value.to_string())
        }
        [b'c', ..] => {
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
    let (decoded, rest) = match text.as_bytes() {
        [b'r', ..] => {
            let raw = &text[1..];
            let hashes = raw.len() - raw.trim_start_matches('#').len();
            let closing = format!("\"{}", "#".repeat(hashes));
            let inside = raw.get(hashes + 1..).unwrap_or_default();
            match inside.find(&closing) {
                Some(end) => (inside[..end].to_owned(), &inside[end + closing.len()..]),
                None => (inside.to_owned(), ""),
            }
        }
        _ => quoted(text.get(1..).unwrap_or_default()),
    };
    if !rest.is_empty() {
        messages::text_suffix(cx, span, rest);
    }
    if has_hole(&decoded) {
        cx.own.extend(decoded.chars().filter(|it| hole_number(*it).is_some()));
    }
    decoded
}

/// Text up to the closing quote, and what follows it. rustc has checked the escapes.
fn quoted(text: &str) -> (String, &str) {
    let end = |rest: &str| {
        let bytes = rest.as_bytes();
        let mut at = 0;
        while at < bytes.len() && bytes[at] != b'"' && bytes[at] != b'\\' {
            at += 1;
        }
        at
    };
    let mut at = end(text);
    let mut decoded = text[..at].to_owned();
    loop {
        let escaped = match text.as_bytes().get(at) {
            Some(b'\\') => &text[at + 1..],
            Some(_) => return (decoded, &text[at + 1..]),
            None => return (decoded, ""),
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
    let digits = if digits.as_bytes().contains(&b'_') { digits.replace('_', "") } else { digits.to_owned() };
    let (bytes, suffix_bytes) = (digits.as_bytes(), suffix.as_bytes());
    let whole = if let [b'-', whole @ ..] = bytes { whole } else { bytes };
    let leading_zero = matches!(whole, [b'0', b'0'..=b'9', ..]);
    let prefixed = matches!((whole, suffix_bytes), ([b'0'], [b'x' | b'o' | b'b', ..]));
    let no_fraction =
        bytes.contains(&b'.') && (digits.ends_with('.') || digits.contains(".e") || digits.contains(".E"));
    if leading_zero || prefixed || no_fraction {
        messages::not_decimal(cx, span, text);
        return ExprKind::Error;
    }
    match suffix_bytes {
        [] => ExprKind::Number(digits),
        [unit @ (b's' | b'm' | b'h' | b'd')] => {
            ExprKind::Duration { number: digits, unit: char::from(*unit) }
        }
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
        while at < bytes.len() && matches!(bytes[at], b'0'..=b'9' | b'_') {
            at += 1;
        }
        at
    };
    let mut at = digits(usize::from(bytes.first() == Some(&b'-')));
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
