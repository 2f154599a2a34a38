//! What stands in brackets and braces: lists, objects, `{% … %}`.

use proc_macro2::{Delimiter, Group, TokenTree};

use super::ast::{Entry, Expr, ExprKind, Str};
use super::cursor::{Braces, Parser};
use super::expr::{error, expected_value, expr};
use super::query::{Text, jsonata_text};
use super::token::{Token, on_later_line, plain};
use super::{attr, call, foreign, literal, messages};
use crate::cx::SpanRange;

pub(super) fn span_of(group: &Group) -> SpanRange {
    SpanRange::new(group.span_open(), group.span_close())
}

/// The values of `(a, b)` or `[a, b]`.
pub(super) fn list(p: &mut Parser, group: Group) -> Vec<Expr> {
    let mut values = Vec::new();
    let span = span_of(&group);
    let Some(outer) = p.enter(group) else {
        values.push(error(span));
        return values;
    };
    while !p.is_end() {
        let mut value = expr(p);
        separator(p, Items::Values, Some(&mut value));
        values.push(value);
    }
    p.mention_value();
    p.leave(outer);
    values
}

/// What a list holds: decides whether the next token looks like an item after a forgotten comma.
#[derive(Clone, Copy)]
pub(super) enum Items {
    Values,
    Entries,
}

/// `,` or the end; else reports (unless the item before was wrong itself) and goes on with the next item.
pub(super) fn separator(p: &mut Parser, items: Items, before: Option<&mut Expr>) {
    if p.is_end() || p.eat_punct(',').is_some() {
        return;
    }
    let is_value = before.is_some();
    let wrong = before.as_ref().is_none_or(|value| matches!(value.kind, ExprKind::Error)) || p.was_reported();
    if let Some(value) = before
        && !wrong
    {
        if unit_apart(p, value) {
            return separator(p, items, Some(value));
        }
        if foreign::after_value(p) {
            // What is read so far is not what was meant.
            value.kind = ExprKind::Error;
            return skip_item(p);
        }
    }
    let begins_item = match (items, p.peek(0)) {
        (Items::Values, _) if wrong => false,
        (Items::Values, Some(Token::Punct { ch, .. })) => *ch == '$',
        (Items::Values, _) => true,
        (Items::Entries, _) => is_value && begins_entry(p),
    };
    if begins_item {
        if !wrong {
            let last = p.last();
            messages::missing_comma(p.cx, last);
        }
        return;
    }
    if !wrong {
        p.expected("`,`");
    }
    skip_item(p);
}

/// Moves over the next separator.
fn skip_item(p: &mut Parser) {
    while !p.is_end() && p.eat_punct(',').is_none() && p.eat_punct(';').is_none() {
        p.skip(1);
    }
}

/// `30 seconds`: reported, and read as the duration.
pub(super) fn unit_apart(p: &mut Parser, value: &mut Expr) -> bool {
    let (ExprKind::Number(number), Some(word)) = (&value.kind, p.word(0)) else { return false };
    let Some(unit) = messages::unit(word) else { return false };
    let number = number.clone();
    if on_later_line(p.last(), p.here()) {
        return false;
    }
    let here = p.here();
    messages::unit_apart(p.cx, here, &number, unit);
    p.skip(1);
    value.kind = ExprKind::Duration { number, unit };
    true
}

/// Whether `key:` is at the cursor.
fn begins_entry(p: &Parser) -> bool {
    matches!(p.peek(0), Some(Token::Word { .. } | Token::Literal { .. }))
        && p.is_punct(1, ':')
        && !p.is_pair(1, ':', ':')
}

/// `{ key: value }` or `{% … %}`.
pub(super) fn braces(p: &mut Parser) -> Expr {
    let start = p.here();
    let Some(Token::Group(group)) = p.peek(0) else { return error(start) };
    let span = span_of(group);
    if p.braces() != Braces::Value && !begins_jsonata(group) {
        // `if $.a == { b: 1 } { … }`
        if p.braces() == Braces::Condition && p.is_group(1, Delimiter::Brace) {
            p.expected_help("a value to compare with", "compare each field: `$.path.field == …`");
            p.skip(1);
        } else {
            expected_value(p);
        }
        return error(start);
    }
    let Some(Token::Group(group)) = p.bump() else { return error(start) };
    let Some(outer) = p.enter(group) else { return error(span) };
    let around = p.begin_value();
    let kind = if p.is_punct(0, '%') { jsonata(p, span) } else { ExprKind::Object(entries(p)) };
    p.end_object(around);
    p.leave(outer);
    Expr { kind, span }
}

fn begins_jsonata(group: &Group) -> bool {
    matches!(group.stream().into_iter().next(), Some(TokenTree::Punct(it)) if it.as_char() == '%')
}

/// The inside of `{% … %}`; the cursor is at the first `%`.
pub(super) fn jsonata(p: &mut Parser, span: SpanRange) -> ExprKind {
    let closed = p.ends_with('%');
    p.skip(1);
    if !closed {
        messages::jsonata_unclosed(p.cx, span.start);
        p.skip(p.len());
        return ExprKind::Error;
    }
    let mut text = Text::new();
    jsonata_text(p, &mut text, 1);
    p.skip(1);
    ExprKind::Jsonata(text.finish(span))
}

/// The inside of `{ key: value, … }`.
pub(super) fn entries(p: &mut Parser) -> Vec<Entry> {
    let mut entries = Vec::new();
    while !p.is_end() {
        if let Some(span) = attr::head(p).span() {
            messages::doc_in_list(p.cx, span);
            continue;
        }
        p.mention_key();
        let before = p.len();
        let mut found = entry(p);
        separator(p, Items::Entries, found.as_mut().map(|entry| &mut entry.value));
        entries.extend(found);
        if p.len() == before {
            p.skip(1);
        }
    }
    p.mention_key();
    entries
}

fn entry(p: &mut Parser) -> Option<Entry> {
    let (key, quoted) = key(p)?;
    p.set_key(&key.value);
    if p.is_punct(0, ':') && !p.is_pair(0, ':', ':') {
        p.skip(1);
        // `a: s3:getObject { … }`: one colon is not all that is wrong.
        let start = p.here();
        if foreign::joins_action(p, 1) && p.is_group(3, Delimiter::Brace) {
            p.skip(2);
            let value = Expr { kind: call::named(p).kind, span: p.since(start) };
            return Some(Entry { key, quoted, value });
        }
        if begins_entry(p) {
            p.mention_value();
            p.expected("a value");
            let here = p.here();
            return Some(Entry { key, quoted, value: error(here) });
        }
        return Some(Entry { key, quoted, value: expr(p) });
    }
    if p.is_assign(0) {
        p.expected_help("`:`", "write `:` for `=`");
        p.skip(1);
        return Some(Entry { key, quoted, value: expr(p) });
    }
    p.expected("`:`");
    let span = key.span;
    Some(Entry { key, quoted, value: error(span) })
}

fn key(p: &mut Parser) -> Option<(Str, bool)> {
    let start = p.here();
    if p.is_string(0) {
        let (text, span) = p.eat_literal()?;
        return Some((Str { value: literal::string(p.cx, &text, span), span: span.into() }, true));
    }
    if let Some((text, span)) = p.eat_literal() {
        messages::key_number(p.cx, span, &text);
        return Some((Str { value: text, span: span.into() }, true));
    }
    let Some((_, text)) = p.eat_ident() else {
        if p.is_pair(0, '.', '.') {
            p.expected_help("a key", "to add the fields of an object write `States.JsonMerge(…, …, false)`");
        } else {
            p.expected("a key");
        }
        return None;
    };
    let mut value = plain(&text).to_owned();
    let mut hyphen = false;
    while p.is_punct(0, '-') && p.word(1).is_some() {
        p.skip(1);
        if let Some((_, text)) = p.eat_ident() {
            value.push('-');
            value.push_str(plain(&text));
            hyphen = true;
        }
    }
    let span = p.since(start);
    if hyphen {
        messages::key_hyphen(p.cx, span, &value);
    }
    if p.is_punct(0, '.') && p.is_punct(1, '$') && p.is_punct(2, ':') {
        let dot = p.here();
        p.skip(2);
        let span = p.since(dot);
        messages::key_dollar(p.cx, span, &value);
    }
    Some((Str { value, span }, hyphen))
}
