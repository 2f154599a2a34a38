//! Calls of services and functions, and the names they begin with.

use proc_macro2::{Delimiter, Ident, Spacing, TokenTree};

use super::ast::{Call, CallBody, Callee, Entry, Expr, ExprKind, Str};
use super::cursor::{Braces, Parser};
use super::expr::{self, error};
use super::list::{Items, entries, jsonata, separator, span_of};
use super::token::{Token, plain};
use super::{foreign, literal, messages, name};
use crate::cx::SpanRange;

/// Names in front of `(` that give a value instead of calling a function that was declared.
const VALUE_FUNCTIONS: &[&str] = &[
    "S",
    "N",
    "B",
    "BOOL",
    "SS",
    "NS",
    "BS",
    "L",
    "M",
    "And",
    "Or",
    "Not",
    "timestamp",
    "evaluate",
    "IsPresent",
    "IsNull",
    "IsNumeric",
    "IsString",
    "IsBoolean",
    "IsTimestamp",
];

/// The operators of a Choice: `StringMatches`, `NumericLessThanEqualsPath`, …
fn is_operator(name: &str) -> bool {
    let kind =
        ["String", "Numeric", "Boolean", "Timestamp"].into_iter().find_map(|kind| name.strip_prefix(kind));
    kind.is_some_and(|rest| {
        let rest = rest.strip_suffix("Path").unwrap_or(rest);
        matches!(
            rest,
            "Equals" | "Matches" | "LessThan" | "LessThanEquals" | "GreaterThan" | "GreaterThanEquals"
        )
    })
}

/// `a::b::c` or `::a::b`: its names, and whether it has `::` in front.
struct RustPath {
    parts: Vec<(Ident, String)>,
    leading: bool,
    /// `a::`: reported.
    dangling: bool,
    span: SpanRange,
}

fn rust_path(p: &mut Parser) -> RustPath {
    let start = p.here();
    let leading = p.eat_pair(':', ':').is_some();
    let mut parts = Vec::new();
    let mut dangling = false;
    loop {
        let next = if !parts.is_empty() && foreign::is_unfinished(p) { None } else { p.eat_ident() };
        match next {
            Some(part) => parts.push(part),
            None => {
                let (last, span, found) = (p.last(), p.here(), p.found());
                if foreign::is_unfinished(p) {
                    messages::no_action_after(p.cx, last);
                } else {
                    messages::no_action(p.cx, span, &found);
                }
                p.mark_reported();
                dangling = true;
            }
        }
        if dangling || p.eat_pair(':', ':').is_none() && !single_colon(p, &parts) {
            return RustPath { parts, leading, dangling, span: p.since(start) };
        }
    }
}

/// `service:action`: reported, and read as if it were `::`.
fn single_colon(p: &mut Parser, parts: &[(Ident, String)]) -> bool {
    if !p.is_punct(0, ':') || p.is_pair(0, ':', ':') {
        return false;
    }
    let service = parts.iter().map(|(_, text)| plain(text)).collect::<Vec<_>>().join("::");
    let is_action = |action: &str| sfn_asl::catalog::action(&service.replace('_', "-"), action).is_some();
    if !foreign::joins_action(p, 0) && !p.word(1).is_some_and(|it| is_action(plain(it))) {
        return false;
    }
    let colon = p.here();
    let action = plain(p.word(1).unwrap_or_default()).to_owned();
    messages::single_colon(p.cx, colon, &service, &action);
    p.skip(1);
    true
}

impl RustPath {
    /// Whether this names a constant of Rust and not a service and its action.
    fn is_constant(&self) -> bool {
        let first =
            self.parts.first().is_some_and(|(_, text)| matches!(text.as_str(), "crate" | "self" | "super"));
        let upper = self
            .parts
            .last()
            .is_some_and(|(_, text)| !text.contains(char::is_lowercase) && text.contains(char::is_uppercase));
        self.leading || first || upper && self.parts.len() > 1
    }

    /// Whether rustc can read this as a path; reports the first name that it cannot.
    fn is_rust(&self, p: &mut Parser) -> bool {
        let is_name = |text: &str| {
            matches!(text, "crate" | "self" | "super" | "Self") || syn::parse_str::<Ident>(text).is_ok()
        };
        let Some((ident, text)) = self.parts.iter().find(|(_, text)| !is_name(text)) else { return true };
        messages::keyword_in_path(p.cx, ident.span(), text);
        false
    }

    fn into_callee(self, p: &mut Parser) -> Callee {
        p.set_callee(&self.parts);
        if self.dangling {
            return Callee::Error;
        }
        let span = self.span;
        let length = self.parts.len();
        let mut parts = self.parts.into_iter();
        let sdk = length > 1 && parts.as_slice().first().is_some_and(|(_, text)| text == "aws_sdk");
        if sdk {
            parts.next();
        }
        match (sdk, length, parts.next(), parts.next()) {
            (false, 1, Some((name, _)), None) => Callee::Name(name),
            (false, 2, Some((service, _)), Some((action, _))) => Callee::Service { service, action },
            (true, 3, Some((service, _)), Some((action, _))) => Callee::Sdk { service, action },
            _ => {
                messages::callee(p.cx, span);
                Callee::Error
            }
        }
    }
}

/// Whether a call stands at the cursor where a statement or the value of an assignment begins.
pub(super) fn begins_call(p: &Parser) -> bool {
    let Some(word) = p.word(0) else { return false };
    if matches!(word, "true" | "false" | "null" | "_" | "format") {
        return false;
    }
    if word == "task" {
        return true;
    }
    match p.peek(1) {
        Some(Token::Punct { ch: ':', .. }) => {
            p.is_pair(1, ':', ':') && !is_constant_path(p) || foreign::joins_action(p, 1)
        }
        Some(Token::Punct { ch: '.', .. }) => word.starts_with(char::is_lowercase),
        Some(Token::Group(group)) => match group.delimiter() {
            Delimiter::Brace => p.braces() == Braces::Value,
            Delimiter::Parenthesis => !VALUE_FUNCTIONS.contains(&word) && !is_operator(word),
            _ => false,
        },
        Some(Token::Word { text, .. }) => matches!(text.as_str(), "select" | "catch"),
        _ => false,
    }
}

/// [`RustPath::is_constant`] of the path at the cursor.
fn is_constant_path(p: &Parser) -> bool {
    if matches!(p.word(0), Some("crate" | "self" | "super")) {
        return true;
    }
    let mut at = 0;
    while p.is_pair(at + 1, ':', ':') && p.word(at + 3).is_some() {
        at += 3;
    }
    let upper = |text: &str| !text.contains(char::is_lowercase) && text.contains(char::is_uppercase);
    at > 0 && p.word(at).is_some_and(upper)
}

/// A call; the cursor is at its first token.
pub(super) fn call(p: &mut Parser) -> Call {
    let start = p.here();
    let callee =
        if p.is_word(0, "task") && !p.is_pair(1, ':', ':') { task(p) } else { rust_path(p).into_callee(p) };
    let suffix = suffix(p);
    let body = body(p);
    Call { callee, suffix, body, span: p.since(start) }
}

/// `task "resource"`; the cursor is at `task`.
fn task(p: &mut Parser) -> Callee {
    p.skip(1);
    if !p.is_string(0) {
        p.expected("the resource of the task in quotes");
        return Callee::Error;
    }
    match p.eat_literal() {
        Some((text, span)) => {
            let value = literal::string(p.cx, &text, span);
            Callee::Task(Str { value, span: span.into() })
        }
        None => Callee::Error,
    }
}

/// The source of a `for`: a call, if a service is named; its braces are there only if the body follows them.
pub(super) fn reader(p: &mut Parser) -> Option<Call> {
    if !(p.word(0).is_some() && p.is_pair(1, ':', ':')) || is_constant_path(p) {
        return None;
    }
    let start = p.here();
    let callee = rust_path(p).into_callee(p);
    let suffix = suffix(p);
    let both = p.is_group(0, Delimiter::Brace) && p.is_group(1, Delimiter::Brace);
    let body = if both || p.is_group(0, Delimiter::Parenthesis) { body(p) } else { CallBody::None };
    Some(Call { callee, suffix, body, span: p.since(start) })
}

/// `.sync`, `.sync:2`, `.waitForTaskToken`, or any other `.word` in front of `{` or `(`.
fn suffix(p: &mut Parser) -> Option<Str> {
    let word = if p.is_punct(0, '.') { p.word(1)? } else { return None };
    let known = matches!(word, "sync" | "waitForTaskToken");
    let version = p.is_punct(2, ':') && matches!(p.peek(3), Some(Token::Literal { .. }));
    let body = |n| p.is_group(n, Delimiter::Brace) || p.is_group(n, Delimiter::Parenthesis);
    let follows = body(if version { 4 } else { 2 });
    if !known && !follows {
        return None;
    }
    let mut value = plain(word).to_owned();
    p.skip(1);
    let start = p.here();
    p.skip(1);
    if version {
        p.skip(1);
        if let Some((text, _)) = p.eat_literal() {
            value.push(':');
            value.push_str(&text);
        }
    }
    Some(Str { value, span: p.since(start) })
}

/// What a call is given.
pub(super) fn body(p: &mut Parser) -> CallBody {
    if let Some(group) = p.eat_group(Delimiter::Brace) {
        let span = span_of(&group);
        let Some(outer) = p.enter(group) else { return lone(error(span)) };
        let around = p.begin_parameters();
        let body = if p.is_punct(0, '%') {
            let kind = jsonata(p, span);
            lone(Expr { kind, span })
        } else {
            CallBody::Object(entries(p), span)
        };
        p.end_object(around);
        p.leave(outer);
        return body;
    }
    let body = body_in_parentheses(p);
    if matches!(body, CallBody::Value(..)) && p.is_group(0, Delimiter::Brace) {
        options_in_braces(p);
    }
    body
}

fn lone(value: Expr) -> CallBody {
    CallBody::Value(Box::new(value), Vec::new())
}

/// `( … )`, if it stands at the cursor.
pub(super) fn body_in_parentheses(p: &mut Parser) -> CallBody {
    let Some(group) = p.eat_group(Delimiter::Parenthesis) else { return CallBody::None };
    let span = span_of(&group);
    let Given { mut values, mut named } = given(p, group);
    match (values.pop(), values.is_empty()) {
        (None, _) => {
            match (named.first(), named.last()) {
                (Some(first), Some(last)) => {
                    messages::named_argument(p.cx, first.key.span.to(last.value.span), &first.key.value);
                }
                _ => messages::no_argument(p.cx, span),
            }
            lone(error(span))
        }
        // `call({ … }, option: …)` is `call { …, option: … }`.
        (Some(Expr { kind: ExprKind::Object(mut entries), span }), true) => {
            entries.append(&mut named);
            CallBody::Object(entries, span)
        }
        (Some(value), true) => CallBody::Value(Box::new(value), named),
        (Some(_), false) => {
            messages::one_argument(p.cx, span);
            lone(error(span))
        }
    }
}

/// Reports what is named behind the value of something that has no options.
pub(super) fn without_options(p: &mut Parser, word: &str, named: &[Entry]) {
    if let (Some(first), Some(last)) = (named.first(), named.last()) {
        messages::no_options(p.cx, first.key.span.to(last.value.span), word);
    }
}

/// `call($) { option: … }`: reported. Another block behind it may be the body of a `for`.
fn options_in_braces(p: &mut Parser) {
    let Some(Token::Group(group)) = p.peek(0) else { return };
    let span = span_of(group);
    let mut tokens = group.stream().into_iter();
    let (Some(TokenTree::Ident(key)), Some(TokenTree::Punct(colon))) = (tokens.next(), tokens.next()) else {
        return;
    };
    if colon.as_char() == ':' && colon.spacing() == Spacing::Alone {
        messages::options_in_braces(p.cx, span, plain(&key.to_string()));
        p.skip(1);
    }
}

/// A value that begins with a name: `orders`, `States.ALL`, `crate::X`, `States.Format(…)`, `s3::putObject { … }`.
pub(super) fn named(p: &mut Parser) -> Expr {
    let start = p.here();
    if p.is_pair(0, ':', ':') || p.is_pair(1, ':', ':') {
        let path = rust_path(p);
        let constant = path.is_constant();
        let follows = p.is_group(0, Delimiter::Parenthesis)
            || p.is_punct(0, '.')
            || p.is_group(0, Delimiter::Brace) && p.braces() == Braces::Value;
        let kind = if path.dangling || (constant || !follows) && !path.is_rust(p) {
            ExprKind::Error
        } else if constant || !follows {
            name::name(path.parts, "::", path.leading)
        } else {
            let callee = path.into_callee(p);
            let suffix = suffix(p);
            let body = body(p);
            ExprKind::ServiceCall(Box::new(Call { callee, suffix, body, span: p.since(start) }))
        };
        return Expr { kind, span: p.since(start) };
    }
    let braces = p.is_group(1, Delimiter::Brace) && p.braces() == Braces::Value;
    if braces || p.is_word(0, "task") {
        let call = call(p);
        return Expr { span: call.span, kind: ExprKind::ServiceCall(Box::new(call)) };
    }
    let mut parts: Vec<(Ident, String)> = Vec::new();
    parts.extend(p.eat_ident());
    while p.is_punct(0, '.') && p.word(1).is_some() {
        p.skip(1);
        parts.extend(p.eat_ident());
    }
    let span = p.since(start);
    let Some(group) = p.eat_group(Delimiter::Parenthesis) else {
        if p.is_punct(0, '.') {
            p.skip(1);
            let dot = p.last();
            messages::dangling_name(p.cx, dot);
            p.mark_reported();
            return error(span);
        }
        return Expr { kind: name::name(parts, ".", false), span };
    };
    let value = match parts.as_slice() {
        [(_, text)] => plain(text).to_owned(),
        parts => parts.iter().map(|(_, text)| plain(text)).collect::<Vec<_>>().join("."),
    };
    let args = arguments(p, group);
    Expr { kind: ExprKind::Call { name: Str { value, span }, args }, span: p.since(start) }
}

/// What stands in the parentheses of a call.
struct Given {
    values: Vec<Expr>,
    /// `name: value`
    named: Vec<Entry>,
}

/// `(a, b)`; what is named, as in `evaluate("…", function: f)`, becomes one object at the end.
fn arguments(p: &mut Parser, group: proc_macro2::Group) -> Vec<Expr> {
    let Given { mut values, named } = given(p, group);
    if let (Some(first), Some(last)) = (named.first(), named.last()) {
        let span = first.key.span.to(last.value.span);
        values.push(Expr { kind: ExprKind::Object(named), span });
    }
    values
}

/// `(a, b, name: c)`
fn given(p: &mut Parser, group: proc_macro2::Group) -> Given {
    let mut values = Vec::new();
    let mut named: Vec<Entry> = Vec::new();
    let span = span_of(&group);
    let Some(outer) = p.enter(group) else {
        values.push(error(span));
        return Given { values, named };
    };
    while !p.is_end() {
        if p.word(0).is_some() && p.is_punct(1, ':') && !p.is_pair(1, ':', ':') {
            let start = p.here();
            let key = p.eat_ident().map(|(_, text)| plain(&text).to_owned()).unwrap_or_default();
            let key = Str { value: key, span: start.into() };
            p.skip(1);
            let mut value = expr::expr(p);
            separator(p, Items::Values, Some(&mut value));
            named.push(Entry { key, quoted: false, value });
        } else {
            let mut value = expr::expr(p);
            separator(p, Items::Values, Some(&mut value));
            values.push(value);
        }
    }
    p.mention_value();
    p.leave(outer);
    Given { values, named }
}
