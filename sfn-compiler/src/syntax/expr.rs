//! Values and conditions.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use super::ast::{BinaryOperator, Entry, Expr, ExprKind, Str};
use super::cursor::{Braces, Parser, Token, plain};
use super::query::{Text, jsonata_text};
use super::{attr, call, literal, messages, path};
use crate::cx::{QueryText, SpanRange};

/// How many operators one chain may have: the tree leans to the left, and is walked by recursion.
const CHAIN: usize = 500;

/// Any value.
pub(super) fn expr(p: &mut Parser) -> Expr {
    binary(p, 0)
}

/// A value in front of a block: a `{` belongs to the block.
pub(super) fn expr_before_block(p: &mut Parser) -> Expr {
    let before = p.set_braces(Braces::Block);
    let value = expr(p);
    p.set_braces(before);
    value
}

/// What decides in `if` and `while`.
pub(super) fn condition(p: &mut Parser) -> Expr {
    if p.is_word(0, "let") {
        let span = p.here();
        messages::if_let(p.cx, span);
        while !p.is_end() && !p.is_group(0, Delimiter::Brace) {
            p.skip(1);
        }
        return error(span);
    }
    let before = p.set_braces(Braces::Block);
    let value = full_condition(p);
    p.set_braces(before);
    value
}

/// A condition, and after it the operators of other languages.
pub(super) fn full_condition(p: &mut Parser) -> Expr {
    let value = expr(p);
    let word = p.word(0).unwrap_or_default().to_owned();
    match word.as_str() {
        "and" | "AND" | "or" | "OR" => {
            let symbol = if word.eq_ignore_ascii_case("and") { "&&" } else { "||" };
            let span = p.here();
            messages::word_operator(p.cx, span, &word, symbol);
        }
        _ if p.is_assign(0) => {
            let span = p.here();
            messages::assignment_in_condition(p.cx, span);
        }
        _ => return value,
    }
    p.skip(1);
    let rest = full_condition(p);
    Expr { kind: ExprKind::Error, span: value.span.to(rest.span) }
}

pub(super) fn error(span: impl Into<SpanRange>) -> Expr {
    Expr { kind: ExprKind::Error, span: span.into() }
}

// Operators.

fn binary(p: &mut Parser, least: u8) -> Expr {
    let mut left = unary(p);
    let mut count = 0;
    while let Some((operator, length, strength)) = operator(p) {
        if strength < least {
            break;
        }
        let operator_span = p.here();
        if strength == 3 && matches!(&left.kind, ExprKind::Binary { operator, .. } if compares(*operator)) {
            messages::chained_comparison(p.cx, operator_span);
        }
        p.skip(length);
        let right = binary(p, strength + 1);
        let span = left.span.to(right.span);
        count += 1;
        if count > CHAIN {
            if count == CHAIN + 1 {
                messages::too_long(p.cx, operator_span, CHAIN);
            }
            left = Expr { kind: ExprKind::Error, span };
            continue;
        }
        let (left_box, right) = (Box::new(left), Box::new(right));
        left = Expr { kind: ExprKind::Binary { operator, operator_span, left: left_box, right }, span };
    }
    left
}

/// The operator at the cursor, how many tokens it has, and how strongly it binds.
fn operator(p: &Parser) -> Option<(BinaryOperator, usize, u8)> {
    use BinaryOperator as Op;
    let Some(Token::Punct { ch, .. }) = p.peek(0) else { return None };
    let found = match ch {
        '|' if p.is_pair(0, '|', '|') => (Op::Or, 2, 1),
        '&' if p.is_pair(0, '&', '&') => (Op::And, 2, 2),
        '=' if p.is_pair(0, '=', '=') => (Op::Equal, 2, 3),
        '!' if p.is_pair(0, '!', '=') => (Op::NotEqual, 2, 3),
        '<' if p.is_pair(0, '<', '=') => (Op::LessEqual, 2, 3),
        '>' if p.is_pair(0, '>', '=') => (Op::GreaterEqual, 2, 3),
        '<' => (Op::Less, 1, 3),
        '>' => (Op::Greater, 1, 3),
        // `+=` and its like are reported where statements are read.
        '+' | '-' | '*' | '/' | '%' if p.is_pair(0, *ch, '=') => return None,
        '+' => (Op::Add, 1, 4),
        '-' => (Op::Subtract, 1, 4),
        '*' => (Op::Multiply, 1, 5),
        '/' => (Op::Divide, 1, 5),
        '%' => (Op::Remainder, 1, 5),
        _ => return None,
    };
    Some(found)
}

fn compares(operator: BinaryOperator) -> bool {
    use BinaryOperator as Op;
    matches!(operator, Op::Equal | Op::NotEqual | Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual)
}

/// An operand with its signs.
pub(super) fn unary(p: &mut Parser) -> Expr {
    let start = p.here();
    let negates = match p.peek(0) {
        Some(Token::Punct { ch: '!', .. }) => false,
        Some(Token::Punct { ch: '-', .. }) => true,
        _ => return primary(p),
    };
    if negates && let Some(Token::Literal { text, .. }) = p.peek(1) {
        let signed = format!("-{text}");
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            p.skip(2);
            let span = p.since(start);
            return Expr { kind: literal::value(p.cx, &signed, p.last()), span };
        }
    }
    p.skip(1);
    if !p.descend(start) {
        return error(start);
    }
    let inner = Box::new(unary(p));
    p.ascend();
    let span = p.since(start);
    Expr { kind: if negates { ExprKind::Negate(inner) } else { ExprKind::Not(inner) }, span }
}

// Operands.

/// A value without operators; reports and consumes nothing if there is none.
pub(super) fn primary(p: &mut Parser) -> Expr {
    let start = p.here();
    let kind = match p.peek(0) {
        Some(Token::Punct { ch: '$', .. }) => ExprKind::Path(path::path(p)),
        Some(Token::Punct { ch: '@', .. }) => {
            messages::at_outside_filter(p.cx, start);
            path::path(p);
            ExprKind::Error
        }
        Some(Token::Literal { .. }) => match p.eat_literal() {
            Some((text, span)) => literal::value(p.cx, &text, span),
            None => ExprKind::Error,
        },
        Some(Token::Group(group)) => match group.delimiter() {
            Delimiter::Parenthesis => parenthesis(p),
            Delimiter::Bracket => array(p),
            _ => return braces(p),
        },
        Some(Token::Punct { ch: ':', .. }) if p.is_pair(0, ':', ':') => return call::named(p),
        Some(Token::Word { text, .. }) => match text.as_str() {
            "true" | "false" => {
                let value = text == "true";
                p.skip(1);
                ExprKind::Bool(value)
            }
            "null" => {
                p.skip(1);
                ExprKind::Null
            }
            "_" => {
                p.skip(1);
                ExprKind::Underscore
            }
            _ if is_macro(p) => macro_call(p),
            "if" | "match" | "for" | "loop" | "while" | "let" | "return" | "break" | "continue" | "else" => {
                p.expected("a value");
                ExprKind::Error
            }
            _ => return call::named(p),
        },
        _ => {
            p.expected("a value");
            return error(start);
        }
    };
    Expr { kind, span: p.since(start) }
}

fn parenthesis(p: &mut Parser) -> ExprKind {
    let Some(group) = p.eat_group(Delimiter::Parenthesis) else { return ExprKind::Error };
    let mut values = list(p, &group);
    match (values.pop(), values.is_empty()) {
        (Some(value), true) => ExprKind::Paren(Box::new(value)),
        (None, _) => {
            messages::expected(p.cx, group.span_close(), "a value", "`)`");
            ExprKind::Error
        }
        (Some(_), false) => {
            messages::tuple(p.cx, span_of(&group));
            ExprKind::Error
        }
    }
}

fn array(p: &mut Parser) -> ExprKind {
    match p.eat_group(Delimiter::Bracket) {
        Some(group) => ExprKind::Array(list(p, &group)),
        None => ExprKind::Error,
    }
}

pub(super) fn span_of(group: &Group) -> SpanRange {
    SpanRange::new(group.span_open(), group.span_close())
}

/// The values of `(a, b)` or `[a, b]`.
pub(super) fn list(p: &mut Parser, group: &Group) -> Vec<Expr> {
    let mut values = Vec::new();
    let Some(outer) = p.enter(group) else {
        values.push(error(span_of(group)));
        return values;
    };
    while !p.is_end() {
        let value = expr(p);
        separator(p, Items::Values, Some(&value));
        values.push(value);
    }
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
pub(super) fn separator(p: &mut Parser, items: Items, before: Option<&Expr>) {
    if p.is_end() || p.eat_punct(',').is_some() {
        return;
    }
    if before.is_some_and(|value| !matches!(value.kind, ExprKind::Error)) {
        let begins_item = match (items, p.peek(0)) {
            (Items::Values, Some(Token::Punct { ch, .. })) => *ch == '$',
            (Items::Values, _) => true,
            (Items::Entries, Some(Token::Word { .. } | Token::Literal { .. })) => p.is_punct(1, ':'),
            (Items::Entries, _) => false,
        };
        if begins_item {
            let last = p.last();
            messages::missing_comma(p.cx, last);
            return;
        }
        p.expected("`,`");
    }
    while !p.is_end() && p.eat_punct(',').is_none() && p.eat_punct(';').is_none() {
        p.skip(1);
    }
}

/// `{ key: value }` or `{% … %}`.
fn braces(p: &mut Parser) -> Expr {
    let start = p.here();
    let Some(Token::Group(group)) = p.peek(0) else { return error(start) };
    let group = group.clone();
    let blocks = p.braces() == Braces::Block;
    let Some(outer) = p.enter(&group) else {
        p.skip(1);
        return error(span_of(&group));
    };
    if blocks && !p.is_punct(0, '%') {
        p.leave(outer);
        p.expected("a value");
        return error(start);
    }
    let kind = if p.is_punct(0, '%') { jsonata(p, span_of(&group)) } else { ExprKind::Object(entries(p)) };
    p.leave(outer);
    p.skip(1);
    Expr { kind, span: span_of(&group) }
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
    let mut text = Text::default();
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
        let before = p.len();
        let found = entry(p);
        separator(p, Items::Entries, found.as_ref().map(|entry| &entry.value));
        entries.extend(found);
        if p.len() == before {
            p.skip(1);
        }
    }
    entries
}

fn entry(p: &mut Parser) -> Option<Entry> {
    let (key, quoted) = key(p)?;
    if p.is_punct(0, ':') && !p.is_pair(0, ':', ':') {
        p.skip(1);
        return Some(Entry { key, quoted, value: expr(p) });
    }
    p.expected("`:`");
    if p.is_assign(0) {
        p.skip(1);
        return Some(Entry { key, quoted, value: expr(p) });
    }
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
        p.expected("a key");
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

// Names, macros.

fn is_macro(p: &Parser) -> bool {
    p.is_punct(1, '!') && matches!(p.peek(2), Some(Token::Group(_)))
}

/// `format!("…", …)`, `jsonata!("…")`, `jsonpath!("…")`.
fn macro_call(p: &mut Parser) -> ExprKind {
    let Some((ident, name)) = p.eat_ident() else { return ExprKind::Error };
    p.skip(1);
    let Some(Token::Group(group)) = p.bump() else { return ExprKind::Error };
    if !matches!(name.as_str(), "format" | "jsonata" | "jsonpath") {
        messages::unknown_macro(p.cx, ident.span(), &name);
        return ExprKind::Error;
    }
    let Some(outer) = p.enter(&group) else { return ExprKind::Error };
    let kind = macro_arguments(p, &name);
    p.leave(outer);
    kind
}

fn macro_arguments(p: &mut Parser, name: &str) -> ExprKind {
    if !p.is_string(0) {
        let (span, found) = (p.here(), p.found());
        messages::macro_text(p.cx, span, name, &found);
        p.skip(p.len());
        return ExprKind::Error;
    }
    let Some((text, span)) = p.eat_literal() else { return ExprKind::Error };
    let value = literal::string(p.cx, &text, span);
    let template = Expr { kind: ExprKind::Null, span: span.into() };
    separator(p, Items::Values, Some(&template));
    if name == "format" {
        let mut args = Vec::new();
        while !p.is_end() {
            let arg = expr(p);
            separator(p, Items::Values, Some(&arg));
            args.push(arg);
        }
        return ExprKind::Format { template: Str { value, span: span.into() }, args };
    }
    if !p.is_end() {
        p.expected("`)`");
        p.skip(p.len());
    }
    if name == "jsonpath" {
        return ExprKind::Jsonpath(QueryText { text: value, offsets: Vec::new(), span: span.into() });
    }
    let trimmed = value.trim();
    let inside = trimmed.strip_prefix("{%").and_then(|rest| rest.strip_suffix("%}")).unwrap_or(&value);
    ExprKind::Jsonata(QueryText { text: inside.to_owned(), offsets: Vec::new(), span: span.into() })
}

/// A dotted or `::` name as it is spelled, with its tokens.
pub(super) fn name(parts: Vec<(Ident, String)>, separator: &str, leading: bool) -> ExprKind {
    let mut text = String::new();
    let mut tokens: Vec<TokenTree> = Vec::new();
    for (i, (ident, word)) in parts.into_iter().enumerate() {
        if i > 0 || leading {
            text.push_str(separator);
            push_separator(&mut tokens, separator, ident.span());
        }
        text.push_str(plain(&word));
        tokens.push(ident.into());
    }
    ExprKind::Name { text, tokens: TokenStream::from_iter(tokens) }
}

fn push_separator(tokens: &mut Vec<TokenTree>, separator: &str, span: Span) {
    let last = separator.len() - 1;
    for (i, c) in separator.chars().enumerate() {
        tokens.push(super::cursor::tree(Token::Punct { ch: c, joint: i < last, span }));
    }
}
