//! `$`, `$.a["b c"][0]`, `$x.y`, `$$.Task.Token` → their text.
//!
//! A hyphen belongs to a name where it touches both neighbours: `$.detail-type` is one name, `$.a - 1` a difference.
//! Where the distance of tokens is not known (rust-analyzer) it belongs to the name if a name follows, for nothing
//! but a name could be meant.

use proc_macro2::{Delimiter, Span};

use super::cursor::Parser;
use super::mention::Mention;
use super::messages;
use super::query::{Quotes, Text, belongs, jsonpath_text};
use super::statement::is_keyword;
use super::token::{Token, on_later_line, plain, touch};
use crate::cx::{QueryText, SpanRange};

/// A path; the cursor is at its `$`.
pub(super) fn path(p: &mut Parser) -> QueryText {
    let start = p.here();
    let mut text = Text::new();
    let context = p.is_pair(0, '$', '$');
    p.skip(if context { 2 } else { 1 });
    if context {
        p.mention_context();
        text.push("$$", p.since(start));
    } else if let Some(Token::Word { ident, text: word }) = p.peek(0)
        && belongs(start, ident.span(), word)
    {
        let root = format!("${}", plain(word));
        let ident = ident.clone();
        p.mention(|| Mention::Read(Some(ident)));
        p.bump();
        text.push(&root, p.since(start));
    } else {
        p.mention(|| Mention::Read(None));
        text.push("$", start);
    }
    segments(p, &mut text);
    text.finish(p.since(start))
}

/// `.A.B` after a call, as a path from `$`; `None` if there is nothing of the kind.
pub(super) fn part(p: &mut Parser) -> Option<QueryText> {
    if !p.is_punct(0, '.') && !p.is_group(0, Delimiter::Bracket) {
        return None;
    }
    let start = p.here();
    let mut text = Text::new();
    text.push("$", start);
    segments(p, &mut text);
    Some(text.finish(p.since(start)))
}

fn segments(p: &mut Parser, text: &mut Text) {
    loop {
        if p.is_punct(0, '.') {
            if !after_dot(p, text) {
                return;
            }
        } else if p.is_group(0, Delimiter::Bracket) {
            bracket(p, text);
        } else {
            return;
        }
    }
}

/// `.name`, `..name`, `.*`, `.0`; the cursor is at the dot. False: the path ends here.
fn after_dot(p: &mut Parser, text: &mut Text) -> bool {
    let first = p.here();
    let dots = if p.is_pair(0, '.', '.') { 2 } else { 1 };
    // `..=` is a range of a pattern.
    if dots == 2 && p.is_pair(1, '.', '=') {
        return false;
    }
    let dot_text = if dots == 2 { ".." } else { "." };
    match p.peek(dots) {
        Some(Token::Word { ident, text: word }) => {
            let span = ident.span();
            // Most often the path or the list goes on here, or they end.
            let begins_next = match p.peek(dots + 1) {
                None | Some(Token::Punct { ch: '.' | ',', .. }) => false,
                Some(Token::Punct { ch: ':', .. }) => true,
                Some(_) => is_keyword(word),
            };
            if begins_next && on_later_line(first, span) {
                return dangling(p, dots);
            }
        }
        Some(Token::Literal { text: spelling, .. }) if spelling.starts_with(|c: char| c.is_ascii_digit()) => {
        }
        Some(Token::Literal { .. }) if p.is_string(dots) => return quoted(p, text, dots),
        Some(Token::Punct { ch: '*', span, .. }) => {
            let span = *span;
            p.skip(dots);
            text.push(dot_text, p.since(first));
            p.bump();
            text.push("*", span);
            return true;
        }
        Some(Token::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            p.skip(dots);
            text.push(dot_text, p.since(first));
            bracket(p, text);
            return true;
        }
        _ => return dangling(p, dots),
    }
    p.skip(dots);
    text.push(dot_text, p.since(first));
    name(p, text)
}

fn dangling(p: &mut Parser, dots: usize) -> bool {
    let start = p.here();
    p.skip(dots);
    let span = p.since(start);
    messages::dangling_dot(p.cx, span);
    p.mark_reported();
    false
}

/// `."name"`, unless the string names the next statement.
fn quoted(p: &mut Parser, text: &mut Text, dots: usize) -> bool {
    if p.is_punct(dots + 1, ':') {
        return dangling(p, dots);
    }
    p.skip(dots);
    if let Some((spelling, span)) = p.eat_literal() {
        messages::quoted_segment(p.cx, span, &spelling);
        let value = super::literal::string(p.cx, &spelling, span);
        text.push("[", span);
        text.push_quoted(&value, Quotes::Single, span);
        text.push("]", span);
    }
    true
}

/// A name with its hyphens, and the arguments of a function; the cursor is at its first token.
fn name(p: &mut Parser, text: &mut Text) -> bool {
    loop {
        match p.peek(0) {
            Some(Token::Word { ident, text: word }) => text.push(plain(word), ident.span()),
            // `$.a.0.1`: rustc reads `0.1` as one number, and `1.` in front of `[`.
            Some(Token::Literal { text: spelling, span }) => match spelling.strip_suffix('.') {
                Some(digits) => {
                    let span = *span;
                    text.push(digits, span);
                    p.skip(1);
                    messages::dangling_dot(p.cx, span.into());
                    return true;
                }
                None => text.push(spelling, *span),
            },
            _ => return false,
        }
        p.skip(1);
        if !joins(p) {
            break;
        }
        let hyphen = p.here();
        p.bump();
        text.push("-", hyphen);
    }
    if let Some(Token::Group(group)) = p.peek(0)
        && group.delimiter() == Delimiter::Parenthesis
    {
        group_text(p, text, Quotes::Double);
    }
    true
}

/// Whether the hyphen at the cursor belongs to the name before it.
fn joins(p: &Parser) -> bool {
    let Some(Token::Punct { ch: '-', span: hyphen, .. }) = p.peek(0) else { return false };
    let (next, is_name): (Span, bool) = match p.peek(1) {
        Some(Token::Word { ident, text }) => (ident.span(), text != "States"),
        Some(Token::Literal { text, span }) if text.starts_with(|c: char| c.is_ascii_digit()) => {
            (*span, false)
        }
        _ => return false,
    };
    match (touch(p.last(), *hyphen), touch(*hyphen, next)) {
        (Some(before), Some(after)) => before && after,
        _ => is_name,
    }
}

/// `[…]`; the cursor is at the group.
fn bracket(p: &mut Parser, text: &mut Text) {
    group_text(p, text, Quotes::Single);
}

fn group_text(p: &mut Parser, text: &mut Text, quotes: Quotes) {
    let Some(Token::Group(group)) = p.bump() else { return };
    let (open, close) = match group.delimiter() {
        Delimiter::Bracket => ("[", "]"),
        _ => ("(", ")"),
    };
    let end = group.span_close();
    text.push(open, group.span_open());
    if let Some(outer) = p.enter(group) {
        jsonpath_text(p, text, quotes);
        p.leave(outer);
    }
    text.push(close, SpanRange::from(end));
}
