//! `format!(…)`, `jsonata!(…)`, `jsonpath!(…)`, and names.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};

use super::ast::{Expr, ExprKind, Str};
use super::cursor::Parser;
use super::expr::expr;
use super::list::{Items, separator};
use super::token::{Token, plain};
use super::{literal, messages};
use crate::cx::QueryText;

/// Whether `name!(…)` is at the cursor.
pub(super) fn is_macro(p: &Parser) -> bool {
    p.is_punct(1, '!') && matches!(p.peek(2), Some(Token::Group(_)))
}

/// `format!("…", …)`, `jsonata!("…")`, `jsonpath!("…")`.
pub(super) fn macro_call(p: &mut Parser) -> ExprKind {
    let Some((ident, name)) = p.eat_ident() else { return ExprKind::Error };
    p.skip(1);
    let Some(Token::Group(group)) = p.bump() else { return ExprKind::Error };
    if !matches!(name.as_str(), "format" | "jsonata" | "jsonpath") {
        messages::unknown_macro(p.cx, ident.span(), &name);
        return ExprKind::Error;
    }
    let Some(outer) = p.enter(group) else { return ExprKind::Error };
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
    let mut template = Expr { kind: ExprKind::Null, span: span.into() };
    separator(p, Items::Values, Some(&mut template));
    if name == "format" {
        let mut args = Vec::new();
        while !p.is_end() {
            let mut arg = expr(p);
            separator(p, Items::Values, Some(&mut arg));
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
        tokens.push(super::token::tree(Token::Punct { ch: c, joint: i < last, span }));
    }
}
