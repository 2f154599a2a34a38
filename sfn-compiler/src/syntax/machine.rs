//! Machines and their declarations.

use proc_macro2::{Delimiter, Ident, Span, TokenStream};

use super::ast::{Block, Item, Machine, Resource, RetryPolicy};
use super::attr::{self, Head, arguments};
use super::control::block;
use super::cursor::Parser;
use super::effect::type_tokens;
use super::expr::expr;
use super::messages;
use super::statement::begins_clearly;
use super::token::{Token, on_later_line, plain, tree};

/// Every machine of one call.
pub(super) fn machines(p: &mut Parser) -> Vec<Machine> {
    let mut machines = Vec::new();
    if p.is_end() {
        messages::no_machine(p.cx);
    }
    while !p.is_end() {
        let before = p.len();
        machines.extend(machine(p));
        if p.len() == before {
            p.skip(1);
        }
    }
    machines
}

fn machine(p: &mut Parser) -> Option<Machine> {
    p.begin_mentions();
    let head = attr::head(p);
    let visibility = visibility(p);
    if p.is_end() {
        match head.span() {
            Some(_) => head.of_nothing(p),
            None => p.expected("`machine`"),
        }
        return None;
    }
    if p.eat_word("machine").is_none() {
        let (span, found) = (p.here(), p.found());
        messages::not_a_machine(p.cx, span, &found);
        // `mashine Name {` and `Name {` are read as what they were meant to be.
        if p.word(0).is_some() && p.word(1).is_some() {
            p.skip(1);
        } else if p.word(0).is_none() || p.len() == 1 {
            while !p.is_end() && !p.is_word(0, "machine") {
                p.skip(1);
            }
            return None;
        }
    }
    let Head { attrs, doc } = head;
    let name = p.eat_ident().map(|(ident, _)| ident);
    if name.is_none() {
        p.expected("the name of the machine");
    }
    if p.is_punct(0, '<') {
        let span = p.here();
        messages::generics(p.cx, span);
        while !p.is_end() && p.eat_punct('>').is_none() && !p.is_group(0, Delimiter::Brace) {
            p.skip(1);
        }
    }
    let input = p.eat_group(Delimiter::Parenthesis).map(|group| group.stream()).filter(|it| !it.is_empty());
    let output = p.eat_pair('-', '>').map(|_| type_tokens(p)).filter(|it| !it.is_empty());
    if !p.is_end() && !p.is_group(0, Delimiter::Brace) {
        p.expected("`{`");
        while !p.is_end() && !p.is_group(0, Delimiter::Brace) && !p.is_word(0, "machine") {
            p.skip(1);
        }
        if !p.is_group(0, Delimiter::Brace) {
            let last = p.last();
            let body = Block { doc: None, statements: Vec::new(), span: last.into(), close: last };
            return Some(Machine { attrs, doc, visibility, name, input, output, items: Vec::new(), body });
        }
    }
    let body = block(p);
    let items = std::mem::take(&mut p.items);
    Some(Machine { attrs, doc, visibility, name, input, output, items, body })
}

/// `pub`, `pub(crate)`, `pub(in path)`.
fn visibility(p: &mut Parser) -> TokenStream {
    let mut tokens = Vec::new();
    if p.is_word(0, "pub") {
        tokens.extend(p.bump().map(tree));
        if p.is_group(0, Delimiter::Parenthesis) {
            tokens.extend(p.bump().map(tree));
        }
    }
    TokenStream::from_iter(tokens)
}

/// Whether `resource name` or `retry policy` is at the cursor.
pub(super) fn begins_declaration(p: &Parser) -> bool {
    match p.word(0) {
        Some("resource") => {
            p.word(1).is_some() || p.is_string(1) || p.is_punct(1, ':') && !p.is_pair(1, ':', ':')
        }
        Some("retry") => p.is_word(1, "policy"),
        _ => false,
    }
}

/// A declaration; the cursor is at its keyword.
pub(super) fn declaration(p: &mut Parser, head: Head) {
    let start = p.here();
    if p.blocks > 1 {
        messages::misplaced_declaration(p.cx, start);
    }
    let doc = head.only_doc(p, "a declaration");
    let item = if p.is_word(0, "resource") {
        resource(p, doc, start).map(Item::Resource)
    } else {
        retry_policy(p, start).map(Item::RetryPolicy)
    };
    p.items.extend(item);
}

/// `;`, or goes on where a declaration or statement begins.
fn end(p: &mut Parser) {
    if p.eat_punct(';').is_some() {
        return;
    }
    if p.is_end() || p.word(0).is_some() || p.is_punct(0, '#') || p.is_punct(0, '$') || p.is_string(0) {
        let last = p.last();
        messages::missing_semicolon(p.cx, last);
        return;
    }
    p.expected("`;`");
    while !p.is_end() && p.eat_punct(';').is_none() && !begins_clearly(p) {
        p.skip(1);
    }
}

fn resource(p: &mut Parser, doc: Option<super::ast::Doc>, start: Span) -> Option<Resource> {
    p.skip(1);
    let Some((name, _)) = p.eat_ident() else {
        p.expected("the name of the resource");
        p.skip(usize::from(p.is_string(0)));
        while !p.is_end() && p.eat_punct(';').is_none() && !begins_clearly(p) {
            p.skip(1);
        }
        return None;
    };
    let mut ty = Vec::new();
    let mut generics = TokenStream::new();
    if p.eat_punct(':').is_some() {
        p.mention_type();
        loop {
            match p.eat_ident() {
                Some((segment, _)) => ty.push(segment),
                None => {
                    p.expected("the type of the resource");
                    ty.clear();
                    break;
                }
            }
            if p.eat_pair(':', ':').is_none() && !other_separator(p, &ty) {
                break;
            }
        }
        if p.is_punct(0, '<') {
            generics = type_tokens(p);
        }
    } else {
        let help = format!("write `resource {name}: lambda::Function;`");
        let what = "`:` and the type of the resource";
        if on_later_line(p.last(), p.here()) && !p.is_end() {
            p.expected_after(what, Some(&help));
        } else {
            p.expected_help(what, &help);
        }
    }
    let value = if p.is_assign(0) {
        p.skip(1);
        Some(expr(p))
    } else {
        None
    };
    let span = p.since(start);
    if ty.is_empty() {
        while !p.is_end() && p.eat_punct(';').is_none() && !begins_clearly(p) {
            p.skip(1);
        }
    } else {
        end(p);
    }
    Some(Resource { doc, name, ty, generics, value, span })
}

/// `a.B` or `a:B` for `a::B`: reported, and read as it was meant.
fn other_separator(p: &mut Parser, before: &[Ident]) -> bool {
    if !(p.is_punct(0, '.') || p.is_punct(0, ':')) || p.word(1).is_none() {
        return false;
    }
    let (separator, found) = (p.here(), p.found());
    let ty = before.iter().map(|it| plain(&it.to_string()).to_owned()).collect::<Vec<_>>().join("::");
    let next = plain(p.word(1).unwrap_or_default()).to_owned();
    messages::type_separator(p.cx, separator, &found, &format!("{ty}::{next}"));
    p.skip(1);
    true
}

/// `retry policy name = retry(…);`
fn retry_policy(p: &mut Parser, start: Span) -> Option<RetryPolicy> {
    p.skip(2);
    let Some((name, _)) = p.eat_ident() else {
        p.expected("the name of the policy");
        return None;
    };
    if p.is_assign(0) && p.is_word(1, "retry") && p.is_group(2, Delimiter::Parenthesis) {
        p.skip(2);
        let Some(Token::Group(group)) = p.bump() else { return None };
        let args = arguments(p, group);
        let span = p.since(start);
        end(p);
        return Some(RetryPolicy { name, args, span });
    }
    let help = format!("write `retry policy {name} = retry(States.ALL, max_attempts = 3);`");
    p.expected_help("`= retry(…)`", &help);
    while !p.is_end() && p.eat_punct(';').is_none() && !begins_clearly(p) {
        p.skip(1);
    }
    Some(RetryPolicy { name, args: Vec::new(), span: p.since(start) })
}
