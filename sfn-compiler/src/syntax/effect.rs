//! What gives a result, and where the result goes: `$.p = call { … } select { … } catch { … };`

use proc_macro2::{Delimiter, Ident, TokenStream};

use super::ast::{
    Branch, CallBody, Effect, Evaluate, Expr, ExprKind, For, ForSource, Parallel, Source, StatementKind, Str,
    Target,
};
use super::attr;
use super::call::{self, begins_call};
use super::control::{before_block, block, catch, if_, loop_, match_, try_};
use super::cursor::Parser;
use super::expr::{error, expr, expr_before_block};
use super::foreign::is_unfinished;
use super::list::{Items, separator, span_of};
use super::mention::Mention;
use super::statement::{Close, begins_clearly, is_keyword, is_label, is_reserved, string};
use super::token::{Token, on_later_line, plain, tree};
use super::{messages, path};
use crate::cx::QueryText;

/// A statement that does something: begins with `let`, a path, or a call.
pub(super) fn effect(p: &mut Parser) -> (StatementKind, Close) {
    if p.is_word(0, "let") {
        p.skip(1);
        let target = binding(p);
        mention_targets(p, target.as_ref());
        if !p.is_assign(0) {
            p.expected("`=`");
            let source = Source::Value(error(p.last()));
            let Some(target) = target else { return (StatementKind::Error, Close::Broken) };
            return finish(p, target, source, Close::Broken);
        }
        p.skip(1);
        let source = assigned(p);
        // What stands on the left was reported.
        let Some(target) = target else { return (StatementKind::Error, Close::Broken) };
        return finish(p, target, source, Close::Always);
    }
    // A name alone calls what was declared under it.
    let (first, close) =
        if is_bare_call(p) { (Source::Call(call::call(p)), Close::UnlessLast) } else { source(p) };
    let target = match first {
        Source::Value(Expr { kind: ExprKind::Path(query), span }) => {
            if let Some(operator) = compound(p) {
                let at = p.here();
                let step = !p.is_punct(1, '=');
                messages::compound_assignment(p.cx, at, &query.text, operator, step);
                p.skip(2);
                if !step {
                    expr(p);
                }
                return (StatementKind::Error, Close::Broken);
            }
            if !p.is_assign(0) {
                return finish(
                    p,
                    Target::Discard,
                    Source::Value(Expr { kind: ExprKind::Path(query), span }),
                    Close::UnlessLast,
                );
            }
            path_target(p, query)
        }
        Source::Value(value) if p.is_assign(0) && !matches!(value.kind, ExprKind::Error) => {
            let name = match &value.kind {
                ExprKind::Name { text, .. } if !text.contains(['.', ':']) => Some(text.as_str()),
                _ => None,
            };
            messages::not_a_target(p.cx, value.span, name);
            p.skip(1);
            assigned(p);
            return (StatementKind::Error, Close::Broken);
        }
        first => return finish(p, Target::Discard, first, close),
    };
    p.skip(1);
    let source = assigned(p);
    finish(p, target, source, Close::Always)
}

fn is_bare_call(p: &Parser) -> bool {
    let Some(word) = p.word(0) else { return false };
    !matches!(word, "true" | "false" | "null" | "_" | "pass" | "for" | "parallel")
        && !is_reserved(word)
        && matches!(p.peek(1), None | Some(Token::Punct { ch: ';' | ',', .. }))
}

/// The operator of `+=` and its like at the cursor.
fn compound(p: &Parser) -> Option<char> {
    if p.is_pair(0, '+', '+') {
        return Some('+');
    }
    ['+', '-', '*', '/', '%'].into_iter().find(|operator| p.is_pair(0, *operator, '='))
}

/// The path before `=`; a variable is assigned with `let`.
fn path_target(p: &mut Parser, query: QueryText) -> Target {
    let name = query.text.strip_prefix('$').unwrap_or_default();
    if name.is_empty() {
        return Target::Document(query.span);
    }
    let is_variable = !name.starts_with('$') && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !is_variable {
        return Target::Path(query);
    }
    messages::assigned_variable(p.cx, query.span, name);
    match syn::parse_str::<Ident>(name) {
        Ok(mut ident) => {
            ident.set_span(query.span.end);
            Target::Let { name: ident, ty: None }
        }
        Err(_) => Target::Path(query),
    }
}

/// What is after the source: the part of the result, `select`, `catch`.
fn finish(p: &mut Parser, target: Target, source: Source, close: Close) -> (StatementKind, Close) {
    let called = !matches!(source, Source::Value(_));
    let broken = matches!(&source, Source::Value(Expr { kind: ExprKind::Error, .. }));
    let part = if called { path::part(p) } else { None };
    let mut effect = Effect { target, source, part, select: None, catch: None, is_arm: false };
    loop {
        if p.is_word(0, "select") && effect.select.is_none() {
            p.skip(1);
            effect.select = Some(expr(p));
        } else if p.is_word(0, "catch") && effect.catch.is_none() {
            effect.catch = catch(p);
        } else {
            break;
        }
    }
    (StatementKind::Effect(Box::new(effect)), if broken { Close::Broken } else { close })
}

// Targets.

/// What stands between `let` and `=`; `None` was reported.
fn binding(p: &mut Parser) -> Option<Target> {
    if p.is_word(0, "mut") && p.word(1).is_some() {
        let span = p.here();
        messages::let_mut(p.cx, span);
        p.skip(1);
    }
    if p.is_punct(0, '$') && p.word(1).is_some() {
        let span = p.here();
        p.skip(1);
        let name = plain(p.word(0).unwrap_or_default()).to_owned();
        messages::let_dollar(p.cx, span, &name);
    }
    if let Some(group) = p.eat_group(Delimiter::Brace) {
        let mut members = Vec::new();
        if let Some(outer) = p.enter(group) {
            while !p.is_end() {
                let before = p.len();
                let member = member(p);
                let mut value =
                    member.as_ref().map(|(_, name)| Expr { kind: ExprKind::Null, span: name.span().into() });
                members.extend(member);
                separator(p, Items::Values, value.as_mut());
                if p.len() == before {
                    p.skip(1);
                }
            }
            p.leave(outer);
        }
        return Some(Target::Destructure(members));
    }
    if p.is_word(0, "_") {
        let span = p.here();
        messages::let_underscore(p.cx, span);
        p.skip(1);
        return None;
    }
    let Some((name, _)) = p.eat_ident() else {
        p.expected("the name of a variable");
        while !p.is_end() && !p.is_assign(0) && !p.is_punct(0, ';') {
            p.skip(1);
        }
        return None;
    };
    let mut ty = None;
    if p.eat_punct(':').is_some() {
        ty = Some(type_tokens(p)).filter(|ty| !ty.is_empty());
    }
    Some(Target::Let { name, ty })
}

/// Tells editors of the variables.
fn mention_targets(p: &mut Parser, target: Option<&Target>) {
    match target {
        Some(Target::Let { name, .. }) => p.mention(|| Mention::Variable(name.clone())),
        Some(Target::Destructure(members)) => {
            members.iter().for_each(|(_, name)| p.mention(|| Mention::Variable(name.clone())));
        }
        _ => {}
    }
}

/// `Payload: body`, `StatusCode`.
fn member(p: &mut Parser) -> Option<(Str, Ident)> {
    if p.is_string(0) {
        let member = string(p)?;
        if p.eat_punct(':').is_none() {
            p.expected("`:`");
            return None;
        }
        return Some((member, variable(p)?));
    }
    let name = variable(p)?;
    let member = Str { value: plain(&name.to_string()).to_owned(), span: name.span().into() };
    if p.eat_punct(':').is_none() {
        return Some((member, name));
    }
    Some((member, variable(p)?))
}

fn variable(p: &mut Parser) -> Option<Ident> {
    match p.eat_ident() {
        Some((name, _)) => Some(name),
        None => {
            p.expected("the name of a variable");
            None
        }
    }
}

/// Tokens of a type up to `=`, `;` or a block.
pub(super) fn type_tokens(p: &mut Parser) -> TokenStream {
    let mut tokens = Vec::new();
    let mut depth = 0i32;
    loop {
        match p.peek(0) {
            None => break,
            Some(Token::Punct { ch: '<', .. }) => depth += 1,
            Some(Token::Punct { ch: '-', .. }) if p.is_pair(0, '-', '>') => tokens.extend(p.bump().map(tree)),
            Some(Token::Punct { ch: '>', .. }) => depth -= 1,
            Some(Token::Punct { ch: ';', .. }) => break,
            Some(Token::Punct { ch: '=', .. }) if depth <= 0 => break,
            Some(Token::Group(group)) if group.delimiter() == Delimiter::Brace => break,
            Some(_) => {}
        }
        tokens.extend(p.bump().map(tree));
    }
    if tokens.is_empty() {
        p.expected("a type");
    }
    TokenStream::from_iter(tokens)
}

// Sources.

/// What stands after `=`, unless the next statement begins there.
fn assigned(p: &mut Parser) -> Source {
    p.mention_call();
    let begins_next = p.word(0).is_some_and(|word| {
        is_keyword(word) && !matches!(word, "for" | "parallel" | "pass" | "task") && !p.is_pair(1, ':', ':')
    });
    if is_label(p) || begins_next && on_later_line(p.last(), p.here()) {
        p.expected("a value");
        return Source::Value(error(p.here()));
    }
    source(p).0
}

/// What gives a result, and whether a statement of it needs `;`.
fn source(p: &mut Parser) -> (Source, Close) {
    if p.is_pair(1, ':', ':') {
        return call_or_value(p);
    }
    let word = p.word(0).unwrap_or_default().to_owned();
    match word.as_str() {
        "for" => (Source::For(Box::new(for_(p))), Close::Never),
        "parallel" => (Source::Parallel(parallel(p)), Close::Never),
        "pass" => {
            p.skip(1);
            let body = call::body(p);
            if let CallBody::Value(_, named) = &body {
                call::without_options(p, "pass", named);
            }
            (Source::Pass(body), Close::UnlessLast)
        }
        "if" | "match" | "loop" | "while" | "try" | "let" | "return" | "break" | "continue" => {
            let span = p.here();
            messages::no_value(p.cx, span, &word);
            match word.as_str() {
                "if" => drop(if_(p)),
                "match" => drop(match_(p)),
                "try" => drop(try_(p)),
                "loop" | "while" => drop(loop_(p, None)),
                _ => p.skip(1),
            }
            (Source::Value(error(span)), Close::Broken)
        }
        "wait" | "goto" | "fail" | "succeed" if !p.is_punct(1, ';') => {
            let span = p.here();
            messages::no_value(p.cx, span, &word);
            p.skip(1);
            (Source::Value(error(span)), Close::Broken)
        }
        word if is_reserved(word) => {
            let span = p.here();
            messages::reserved(p.cx, span, word);
            p.skip(1);
            (Source::Value(error(span)), Close::Broken)
        }
        _ => call_or_value(p),
    }
}

fn call_or_value(p: &mut Parser) -> (Source, Close) {
    if begins_call(p) {
        return (Source::Call(call::call(p)), Close::UnlessLast);
    }
    let value = expr(p);
    let close = if matches!(value.kind, ExprKind::Error) { Close::Broken } else { Close::UnlessLast };
    (evaluated(value), close)
}

/// `evaluate("…", function: f)` is a call, and without a function a value like any other.
fn evaluated(value: Expr) -> Source {
    let span = value.span;
    match value {
        Expr { kind: ExprKind::Call { name, mut args }, .. }
            if name.value == "evaluate"
                && matches!(args.as_slice(), [_, Expr { kind: ExprKind::Object(named), .. }]
                    if matches!(named.as_slice(), [one] if one.key.value == "function")) =>
        {
            let Some(Expr { kind: ExprKind::Object(mut named), .. }) = args.pop() else {
                return Source::Value(error(span));
            };
            match (args.pop(), named.pop()) {
                (Some(expression), Some(function)) => {
                    Source::Evaluate(Evaluate { expression, function: function.value, span })
                }
                _ => Source::Value(error(span)),
            }
        }
        other => Source::Value(other),
    }
}

/// `for selector in source { … }`; the cursor is at `for`.
fn for_(p: &mut Parser) -> For {
    p.skip(1);
    let mut item = None;
    let selector = if p.is_punct(0, '$') && p.is_word(1, "in") {
        p.skip(1);
        None
    } else if p.is_word(0, "in") {
        p.expected_help("`$`", "write `for $ in …`");
        None
    } else if p.word(0).is_some() && p.is_word(1, "in") {
        item = p.eat_ident().map(|it| it.0);
        None
    } else if !begins_selector(p) {
        p.expected_help("`$ in`", "write `for $ in …`, or `loop { … }`");
        return headless(p);
    } else {
        Some(selector(p))
    };
    if p.eat_word("in").is_none() {
        if !matches!(selector, Some(Expr { kind: ExprKind::Error, .. })) {
            p.expected_help("`in`", "write `for $ in …`");
        }
        return headless(p);
    }
    p.mention_call();
    let before = p.set_braces(super::cursor::Braces::Block);
    let source = call::reader(p);
    p.set_braces(before);
    let mut source = match source {
        Some(reader) => ForSource::Reader(reader),
        None => ForSource::Items(expr_before_block(p)),
    };
    let is_range = p.is_pair(0, '.', '.');
    match (&mut source, &item) {
        (ForSource::Items(first), _) if is_range => {
            p.skip(2);
            p.eat_punct('=');
            if !p.is_group(0, Delimiter::Brace) {
                expr_before_block(p);
            }
            let span = p.since(first.span.start);
            messages::for_range(p.cx, span);
            *first = error(span);
        }
        (_, Some(item)) => messages::item_name(p.cx, item.span().into()),
        _ => {}
    }
    if let ForSource::Items(source) = &mut source {
        before_block(p, source);
    }
    For { selector, source, item, body: block(p) }
}

/// Whether what stands after `for` may be what each item becomes.
fn begins_selector(p: &Parser) -> bool {
    match p.peek(0) {
        Some(Token::Group(group)) => match group.delimiter() {
            // The braces of the body, or `(let i = 0; …)`.
            Delimiter::Brace | Delimiter::Parenthesis => p.word(1).is_some_and(|word| !is_keyword(word)),
            _ => true,
        },
        _ => true,
    }
}

fn selector(p: &mut Parser) -> Expr {
    if is_unfinished(p) {
        p.expected_help("`$ in`", "write `for $ in …`");
        return error(p.last());
    }
    expr(p)
}

/// The rest of a `for` whose head could not be read, which was reported.
fn headless(p: &mut Parser) -> For {
    while !p.is_end() && !p.is_punct(0, ';') && !p.is_group(0, Delimiter::Brace) && !begins_clearly(p) {
        p.skip(1);
    }
    p.mark_reported();
    let source = ForSource::Items(error(p.last()));
    For { selector: None, source, item: None, body: block(p) }
}

/// `parallel { { … } { … } }`; the cursor is at `parallel`.
fn parallel(p: &mut Parser) -> Parallel {
    p.skip(1);
    let argument = match call::body_in_parentheses(p) {
        CallBody::None => None,
        CallBody::Value(value, named) => {
            call::without_options(p, "parallel", &named);
            Some(*value)
        }
        CallBody::Object(entries, span) => Some(Expr { kind: ExprKind::Object(entries), span }),
    };
    let mut branches = Vec::new();
    let brackets = p.is_group(0, Delimiter::Bracket);
    if brackets {
        p.expected_help("`{`", "write `parallel { { … } { … } }`");
    }
    let delimiter = if brackets { Delimiter::Bracket } else { Delimiter::Brace };
    let Some(group) = p.eat_group(delimiter) else {
        p.expected("`{`");
        return Parallel { argument, branches, span: p.last().into() };
    };
    let span = span_of(&group);
    let Some(outer) = p.enter(group) else { return Parallel { argument, branches, span } };
    // Branches without braces are one mistake, however many there are.
    let mut wrong = false;
    while !p.is_end() {
        let head = attr::head(p);
        if p.is_group(0, Delimiter::Brace) {
            let doc = head.only_doc(p, "a branch");
            branches.push(Branch { doc, body: block(p) });
            wrong = false;
        } else if p.is_end() {
            head.of_nothing(p);
        } else if p.is_punct(0, ',') && !branches.is_empty() {
            let comma = p.here();
            if !brackets {
                messages::branch_comma(p.cx, comma);
            }
            p.skip(1);
        } else {
            if !wrong {
                p.expected_help("a branch", "write each branch as a block: `{ … }`");
            }
            wrong = true;
            while !p.is_end() && !p.is_group(0, Delimiter::Brace) {
                p.skip(1);
            }
            // The braces belong to what could not be read.
            p.skip(1);
            if p.eat_punct(';').is_none() {
                p.eat_punct(',');
            }
        }
    }
    p.leave(outer);
    Parallel { argument, branches, span }
}
