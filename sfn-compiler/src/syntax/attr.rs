//! `#[name(args)]` and doc comments, which arrive as `#[doc = "…"]` and `#![doc = "…"]`.

use proc_macro2::{Delimiter, Group, Ident};

use super::ast;
use super::cursor::Parser;
use super::expr::expr;
use super::list::{Items, separator};
use super::token::{Token, plain};
use super::{literal, messages};
use crate::cx::SpanRange;

/// What stands before a statement, an arm or a declaration.
#[derive(Default)]
pub(super) struct Head {
    pub(super) attrs: Vec<ast::Attr>,
    pub(super) doc: Option<ast::Doc>,
}

impl Head {
    /// All of it, if it is anything.
    pub(super) fn span(&self) -> Option<SpanRange> {
        let doc = self.doc.as_ref().map(|doc| doc.span);
        let attrs = self.attrs.first().zip(self.attrs.last()).map(|(first, last)| first.span.to(last.span));
        attrs.or(doc)
    }

    /// Reports that nothing follows to which this could belong.
    pub(super) fn of_nothing(&self, p: &mut Parser) {
        if let (Some(first), Some(last)) = (self.attrs.first(), self.attrs.last()) {
            messages::attribute_of_nothing(p.cx, first.span.to(last.span));
        } else if let Some(doc) = &self.doc {
            messages::comment_of_nothing(p.cx, doc.span);
        }
    }

    /// Reports attributes where only a doc comment may stand.
    pub(super) fn only_doc(self, p: &mut Parser, what: &str) -> Option<ast::Doc> {
        if let (Some(first), Some(last)) = (self.attrs.first(), self.attrs.last()) {
            messages::attribute_not_here(p.cx, first.span.to(last.span), what);
        }
        self.doc
    }
}

/// Attributes and doc comments at the cursor.
pub(super) fn head(p: &mut Parser) -> Head {
    let mut head = Head::default();
    loop {
        let start = p.here();
        if p.is_punct(0, '#') && p.is_group(1, Delimiter::Bracket) {
            p.skip(1);
            let Some(group) = p.eat_group(Delimiter::Bracket) else { return head };
            let span = SpanRange::new(start, group.span_close());
            match attribute(p, group, span) {
                Some(Attribute::Doc(line)) => add_line(&mut head.doc, line),
                Some(Attribute::Other(attr)) => head.attrs.push(attr),
                None => {}
            }
        } else if is_inner(p) {
            p.skip(2);
            let Some(group) = p.eat_group(Delimiter::Bracket) else { return head };
            let span = SpanRange::new(start, group.span_close());
            match attribute(p, group, span) {
                Some(Attribute::Doc(_)) => messages::inner_comment(p.cx, span),
                other => inner(p, other),
            }
        } else {
            return head;
        }
    }
}

/// `//!` lines at the cursor.
pub(super) fn inner_doc(p: &mut Parser) -> Option<ast::Doc> {
    let mut doc = None;
    while is_inner(p) {
        let start = p.here();
        p.skip(2);
        let Some(group) = p.eat_group(Delimiter::Bracket) else { return doc };
        let span = SpanRange::new(start, group.span_close());
        match attribute(p, group, span) {
            Some(Attribute::Doc(line)) => add_line(&mut doc, line),
            other => inner(p, other),
        }
    }
    doc
}

/// Reports an attribute with `!`.
fn inner(p: &mut Parser, attribute: Option<Attribute>) {
    if let Some(Attribute::Other(attr)) = attribute {
        messages::inner_attribute(p.cx, attr.span, plain(&attr.text));
    }
}

fn is_inner(p: &Parser) -> bool {
    p.is_punct(0, '#') && p.is_punct(1, '!') && p.is_group(2, Delimiter::Bracket)
}

fn add_line(doc: &mut Option<ast::Doc>, line: ast::Doc) {
    match doc {
        Some(doc) => {
            doc.value.push('\n');
            doc.value.push_str(&line.value);
            doc.span = doc.span.to(line.span);
        }
        None => *doc = Some(line),
    }
}

enum Attribute {
    Doc(ast::Doc),
    Other(ast::Attr),
}

/// The inside of `#[…]`.
fn attribute(p: &mut Parser, group: Group, span: SpanRange) -> Option<Attribute> {
    let outer = p.enter(group)?;
    let attribute = inside(p, span);
    p.leave(outer);
    attribute
}

fn inside(p: &mut Parser, span: SpanRange) -> Option<Attribute> {
    let Some((name, text)) = p.eat_ident() else {
        let (here, found) = (p.here(), p.found());
        messages::bad_attribute(p.cx, here, &found);
        return None;
    };
    if text == "doc"
        && p.is_assign(0)
        && p.is_string(1)
        && let Some(line) = doc_line(p, span)
    {
        return Some(Attribute::Doc(line));
    }
    let mut args = None;
    if let Some(group) = p.eat_group(Delimiter::Parenthesis) {
        args = Some(arguments(p, group));
    } else if p.is_assign(0) {
        let equals = p.here();
        messages::attribute_value(p.cx, equals, plain(&text));
        p.skip(1);
        args = Some(vec![ast::Arg { key: None, value: expr(p) }]);
    }
    if !p.is_end() {
        p.expected("`]`");
    }
    Some(Attribute::Other(ast::Attr { name, text, args, span }))
}

/// `= "…"` of `#[doc = "…"]`.
fn doc_line(p: &mut Parser, span: SpanRange) -> Option<ast::Doc> {
    p.skip(1);
    let (text, literal_span) = p.eat_literal()?;
    let value = literal::string(p.cx, &text, literal_span);
    let value = value.strip_prefix(' ').map(str::to_owned).unwrap_or(value);
    Some(ast::Doc { value, span })
}

/// `(value, key = value, …)`.
pub(super) fn arguments(p: &mut Parser, group: Group) -> Vec<ast::Arg> {
    let mut args = Vec::new();
    let Some(outer) = p.enter(group) else { return args };
    while !p.is_end() {
        let key = if p.word(0).is_some() && p.is_assign(1) {
            let key = p.eat_ident().map(|(ident, _)| ident);
            p.skip(1);
            key
        } else if p.word(0).is_some() && p.is_punct(1, ':') && !p.is_pair(1, ':', ':') {
            argument_colon(p)
        } else {
            None
        };
        let mut value = expr(p);
        separator(p, Items::Values, Some(&mut value));
        args.push(ast::Arg { key, value });
    }
    p.mention_value();
    p.leave(outer);
    args
}

/// `interval:`, reported; the key.
fn argument_colon(p: &mut Parser) -> Option<Ident> {
    let (key, text) = p.eat_ident()?;
    let colon = p.here();
    p.skip(1);
    let value = match p.peek(0) {
        Some(Token::Literal { text, .. }) => text.to_owned(),
        _ => "…".to_owned(),
    };
    messages::argument_colon(p.cx, colon, plain(&text), &value);
    Some(key)
}
