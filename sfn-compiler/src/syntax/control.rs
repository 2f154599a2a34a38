//! Blocks, and the statements that are made of blocks: `if`, `match`, `loop`, `while`, `try`, `catch`.

use proc_macro2::{Delimiter, Ident};

use super::ast::{
    Arm, ArmHead, Binding, Block, Catch, CatchArm, Else, Expr, ExprKind, If, Loop, Match, Pattern,
    StatementKind, Str, Try, While,
};
use super::attr::{self, Head};
use super::cursor::Parser;
use super::expr::{condition, error, expr_before_block, full_condition, unary};
use super::list::span_of;
use super::mention::Mention;
use super::statement::{self, Ending, statements, string};
use super::token::{Token, on_later_line, plain};
use super::{foreign, messages, path};
use crate::cx::SpanRange;

/// How many `else if` one `if` may have: they nest.
const ELSE_IFS: usize = 200;

/// `{ … }`; reports if there is none.
pub(super) fn block(p: &mut Parser) -> Block {
    let Some(group) = p.eat_group(Delimiter::Brace) else {
        p.expected("`{`");
        let last = p.last();
        return Block { doc: None, statements: Vec::new(), span: last.into(), close: last };
    };
    let (span, close) = (span_of(&group), group.span_close());
    let Some(outer) = p.enter(group) else {
        return Block { doc: None, statements: Vec::new(), span, close };
    };
    let doc = attr::inner_doc(p);
    let statements = statements(p);
    p.leave(outer);
    Block { doc, statements, span, close }
}

/// What decides was read, and its block is next: reports what stands between, and moves over it.
pub(super) fn before_block(p: &mut Parser, value: &mut Expr) {
    if p.is_group(0, Delimiter::Brace) {
        let goes_on = match p.peek(1) {
            Some(Token::Group(group)) => group.delimiter() == Delimiter::Brace,
            Some(Token::Punct { ch, .. }) => "=<>!&|+-*/%".contains(*ch),
            _ => false,
        };
        if !goes_on {
            return;
        }
        // `if charge { id: 1 } == 5 { … }`
        let Some(Expr { kind: ExprKind::Name { text, .. }, span }) = foreign::called_name(value) else {
            return;
        };
        messages::call_in_condition(p.cx, *span, text);
        p.skip(1);
    } else {
        if p.is_end() || statement::begins_clearly(p) || on_later_line(p.last(), p.here()) {
            return;
        }
        if !matches!(value.kind, ExprKind::Error) {
            p.expected("`{`");
        }
    }
    value.kind = ExprKind::Error;
    while !p.is_end() && !p.is_group(0, Delimiter::Brace) && !statement::begins_clearly(p) {
        if p.is_punct(0, ';') && !p.is_group(1, Delimiter::Brace) {
            break;
        }
        p.skip(1);
    }
    p.mark_reported();
}

/// `if`, with all its `else if`; the cursor is at `if`.
pub(super) fn if_(p: &mut Parser) -> If {
    let mut chain = Vec::new();
    let mut otherwise = None;
    let mut keyword = p.here();
    p.skip(1);
    loop {
        let mut condition = condition(p);
        before_block(p, &mut condition);
        let then = block(p);
        chain.push(If { condition, then, otherwise: None, keyword });
        if p.eat_word("else").is_some() {
            keyword = p.here();
            let another = p.eat_word("if").is_some() || else_condition(p);
            if !another {
                otherwise = Some(Else::Block(block(p)));
                break;
            }
        } else {
            keyword = p.here();
            if !one_word_else_if(p) {
                break;
            }
        }
        if chain.len() == ELSE_IFS {
            let span = p.here();
            messages::too_long(p.cx, span, ELSE_IFS);
        }
    }
    chain.truncate(ELSE_IFS);
    let mut whole: Option<If> = None;
    while let Some(mut last) = chain.pop() {
        last.otherwise = match whole {
            Some(inner) => Some(Else::If(Box::new(inner))),
            None => otherwise.take(),
        };
        whole = Some(last);
    }
    // The chain has at least its first link.
    whole.unwrap_or_else(|| If {
        condition: error(p.last()),
        then: Block { doc: None, statements: Vec::new(), span: p.last().into(), close: p.last() },
        otherwise: None,
        keyword: p.last(),
    })
}

/// `else $.a > 1 { … }`: reported, and read as `else if`.
fn else_condition(p: &mut Parser) -> bool {
    if p.is_group(0, Delimiter::Brace) || p.is_end() || p.is_punct(0, ';') || statement::begins_clearly(p) {
        return false;
    }
    let (span, found) = (p.here(), p.found());
    messages::else_if(p.cx, span, &found);
    true
}

/// `elif`, `elseif`: reported, and read as `else if`.
fn one_word_else_if(p: &mut Parser) -> bool {
    let Some(word @ ("elif" | "elseif" | "elsif")) = p.word(0) else { return false };
    let (span, word) = (p.here(), word.to_owned());
    messages::one_word_else_if(p.cx, span, &word);
    p.skip(1);
    true
}

/// `loop { … }` or `while cond { … }`; the cursor is at the keyword.
pub(super) fn loop_(p: &mut Parser, label: Option<Ident>) -> StatementKind {
    let keyword = p.here();
    p.mention(|| Mention::Loop(label.clone()));
    if p.eat_word("loop").is_some() {
        let body = block(p);
        p.mention(|| Mention::LoopEnd);
        return StatementKind::Loop(Loop { label, body, keyword });
    }
    p.skip(1);
    let mut condition = condition(p);
    before_block(p, &mut condition);
    let body = block(p);
    p.mention(|| Mention::LoopEnd);
    StatementKind::While(Box::new(While { label, condition, body, keyword }))
}

/// `try { … } catch { … }`; the cursor is at `try`.
pub(super) fn try_(p: &mut Parser) -> Try {
    p.skip(1);
    let body = block(p);
    let catch = catch(p).unwrap_or_else(|| {
        let last = p.last();
        if !p.was_reported() {
            messages::try_without_catch(p.cx, last);
        }
        Catch { arms: Vec::new(), span: last.into() }
    });
    if p.is_word(0, "finally") && p.is_group(1, Delimiter::Brace) {
        let span = p.here();
        if !catch.arms.is_empty() {
            messages::finally(p.cx, span);
        }
        p.skip(2);
    }
    Try { body, catch }
}

// Match.

/// `match $.path { … }` or `match { … }`; the cursor is at `match`.
pub(super) fn match_(p: &mut Parser) -> Match {
    let keyword = p.here();
    p.skip(1);
    let only_arms = p.is_group(0, Delimiter::Brace) && !p.is_group(1, Delimiter::Brace);
    let mut subject = if only_arms { None } else { Some(expr_before_block(p)) };
    if let Some(subject) = &mut subject {
        before_block(p, subject);
    }
    let mut arms = Vec::new();
    let Some(group) = p.eat_group(Delimiter::Brace) else {
        p.expected("`{`");
        return Match { subject, arms, keyword };
    };
    if let Some(outer) = p.enter(group) {
        while !p.is_end() {
            let before = p.len();
            arms.extend(arm(p, subject.is_some()));
            if p.len() == before {
                p.skip(1);
            }
        }
        p.leave(outer);
    }
    Match { subject, arms, keyword }
}

fn arm(p: &mut Parser, has_subject: bool) -> Option<Arm> {
    let Head { attrs, doc } = attr::head(p);
    let start = p.here();
    if p.is_end() {
        Head { attrs, doc }.of_nothing(p);
        return None;
    }
    let mut head = if arm_word(p) {
        ArmHead::Wildcard(start)
    } else if p.is_word(0, "_") && !p.is_punct(1, '|') && !p.is_punct(1, '.') {
        p.skip(1);
        ArmHead::Wildcard(start)
    } else if has_subject {
        ArmHead::Patterns(patterns(p))
    } else {
        ArmHead::Condition(full_condition(p))
    };
    let broken = match &head {
        ArmHead::Patterns(patterns) => patterns
            .iter()
            .any(|pattern| matches!(pattern, Pattern::Value(Expr { kind: ExprKind::Error, .. }))),
        ArmHead::Condition(condition) => matches!(condition.kind, ExprKind::Error),
        ArmHead::Wildcard(_) => false,
    };
    if p.is_word(0, "if") {
        let span = p.here();
        messages::guard(p.cx, span);
        skip_to_arrow(p);
        // `x if x > 1`: the name is that of what is tested.
        if let ArmHead::Patterns(patterns) = &mut head {
            for pattern in patterns {
                if let Pattern::Value(Expr { kind: kind @ ExprKind::Name { .. }, .. }) = pattern {
                    *kind = ExprKind::Error;
                }
            }
        }
    }
    let body = arm_body(p, broken);
    Some(Arm { attrs, doc, head, body, span: p.since(start) })
}

/// `case`, `default`, `else` in front of or instead of a pattern: reported. True: it stands for `_`.
fn arm_word(p: &mut Parser) -> bool {
    let Some(word @ ("case" | "when" | "default" | "else" | "otherwise")) = p.word(0) else {
        return false;
    };
    let (span, word) = (p.here(), word.to_owned());
    let arrow = p.is_pair(1, '=', '>');
    if matches!(word.as_str(), "case" | "when") {
        if !arrow {
            messages::arm_word(p.cx, span, &word, "remove it");
            p.skip(1);
        }
        return false;
    }
    if arrow || p.is_punct(1, ':') {
        messages::arm_word(p.cx, span, &word, "write `_ => …`");
        p.skip(1);
        p.mark_reported();
        return true;
    }
    false
}

fn patterns(p: &mut Parser) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    p.eat_punct('|');
    loop {
        patterns.push(pattern(p));
        if p.is_pair(0, '|', '|') || p.eat_punct('|').is_none() {
            return patterns;
        }
    }
}

fn pattern(p: &mut Parser) -> Pattern {
    let start = p.here();
    let low = if p.is_pair(0, '.', '.') { None } else { Some(unary(p)) };
    if p.eat_pair('.', '.').is_none() {
        return Pattern::Value(low.unwrap_or_else(|| error(start)));
    }
    let inclusive = !p.is_pair(0, '=', '>') && p.eat_punct('=').is_some();
    let ends = p.is_end() || p.is_punct(0, '|') || p.is_pair(0, '=', '>') || p.is_word(0, "if");
    let high = if ends && !inclusive { None } else { Some(unary(p)) };
    Pattern::Range { low, high, inclusive, span: p.since(start) }
}

/// `=> { … }` or `=> statement,`; `broken`: what is before was reported.
fn arm_body(p: &mut Parser, broken: bool) -> Block {
    if !p.is_pair(0, '=', '>') {
        if !broken {
            p.expected("`=>`");
        }
        skip_to_arrow(p);
    }
    let arrow = p.here();
    if p.eat_pair('=', '>').is_none() && p.eat_pair('-', '>').is_none() {
        p.eat_punct(',');
        return Block { doc: None, statements: Vec::new(), span: arrow.into(), close: arrow };
    }
    if p.is_group(0, Delimiter::Brace) {
        let block = block(p);
        if p.is_punct(0, ';') {
            p.expected("`,`");
            p.skip(1);
        }
        p.eat_punct(',');
        return block;
    }
    let start = p.here();
    if p.is_end() || p.is_punct(0, ',') {
        p.expected_help("a statement or a block", "write `{}` to go on after the arms");
        p.eat_punct(',');
        return Block { doc: None, statements: Vec::new(), span: start.into(), close: start };
    }
    let statement = statement::statement(p, Ending::Comma);
    let span = statement
        .as_ref()
        .map_or_else(|| p.since(start), |statement| SpanRange::new(start, statement.span.end));
    Block { doc: None, statements: statement.into_iter().collect(), span, close: span.end }
}

/// Moves to the next `=>`, or over the next `,`, whichever comes first.
fn skip_to_arrow(p: &mut Parser) {
    while !p.is_end() && !p.is_pair(0, '=', '>') && !p.is_pair(0, '-', '>') && !p.is_punct(0, ',') {
        p.skip(1);
    }
}

/// Whether the `,` at the cursor is followed by another arm: a `=>` comes before the next `,`.
pub(super) fn arm_follows(p: &Parser) -> bool {
    arrow_from(p, 1)
}

/// Whether an arm begins at the cursor.
pub(super) fn begins_arm(p: &Parser) -> bool {
    arrow_from(p, 0)
}

fn arrow_from(p: &Parser, from: usize) -> bool {
    let mut n = from;
    loop {
        match p.peek(n) {
            None | Some(Token::Punct { ch: ',' | ';', .. }) => return false,
            Some(Token::Punct { ch: '=', .. }) if p.is_pair(n, '=', '>') => return true,
            Some(_) => n += 1,
        }
    }
}

// Catch.

/// `catch { … }`, if it stands at the cursor.
pub(super) fn catch(p: &mut Parser) -> Option<Catch> {
    let start = p.eat_word("catch")?;
    let mut arms = Vec::new();
    let Some(group) = p.eat_group(Delimiter::Brace) else {
        if p.is_end() || p.is_punct(0, ';') || on_later_line(p.last(), p.here()) {
            p.expected("`{`");
        } else {
            arms.extend(lone_arm(p));
        }
        return Some(Catch { arms, span: p.since(start) });
    };
    if let Some(outer) = p.enter(group) {
        while !p.is_end() {
            let before = p.len();
            arms.extend(catch_arm(p));
            if p.len() == before {
                p.skip(1);
            }
        }
        p.leave(outer);
    }
    Some(Catch { arms, span: p.since(start) })
}

/// `catch "X" as $.e { … }`, without braces around the arm: reported, and read as it was meant.
fn lone_arm(p: &mut Parser) -> Option<CatchArm> {
    let (start, found) = (p.here(), p.found());
    messages::catch_without_braces(p.cx, start, &found);
    let mut errors = Vec::new();
    while let Some(name) = error_name(p) {
        errors.push(name);
        if p.eat_punct('|').is_none() {
            break;
        }
    }
    let binding = if p.eat_word("as").is_some() { binding(p) } else { None };
    while !p.is_end() && !p.is_group(0, Delimiter::Brace) && !p.is_punct(0, ';') {
        if statement::begins_clearly(p) {
            break;
        }
        p.skip(1);
    }
    let body = p.is_group(0, Delimiter::Brace).then(|| block(p));
    p.mark_reported();
    let (attrs, doc) = (Vec::new(), None);
    body.map(|body| CatchArm { attrs, doc, errors, binding, body, span: p.since(start) })
}

fn catch_arm(p: &mut Parser) -> Option<CatchArm> {
    let Head { attrs, doc } = attr::head(p);
    let start = p.here();
    if p.is_end() {
        Head { attrs, doc }.of_nothing(p);
        return None;
    }
    let mut errors = Vec::new();
    let mut broken = false;
    p.eat_punct('|');
    loop {
        match error_name(p) {
            Some(name) => errors.push(name),
            None => {
                p.expected("the name of an error");
                broken = true;
            }
        }
        if p.eat_punct('|').is_none() {
            break;
        }
    }
    let binding = if p.eat_word("as").is_some() {
        let binding = binding(p);
        broken |= binding.is_none();
        binding
    } else {
        None
    };
    let body = arm_body(p, broken);
    Some(CatchArm { attrs, doc, errors, binding, body, span: p.since(start) })
}

/// `"CardDeclined"`, `States.Timeout`, `_`.
fn error_name(p: &mut Parser) -> Option<Str> {
    if p.is_string(0) {
        return string(p);
    }
    let start = p.here();
    let (_, first) = p.eat_ident()?;
    let mut value = if first == "_" { "States.ALL".to_owned() } else { plain(&first).to_owned() };
    while p.is_punct(0, '.') && p.word(1).is_some() {
        p.skip(1);
        if let Some((_, text)) = p.eat_ident() {
            value.push('.');
            value.push_str(plain(&text));
        }
    }
    Some(Str { value, span: p.since(start) })
}

fn binding(p: &mut Parser) -> Option<Binding> {
    if p.is_punct(0, '$') {
        let query = path::path(p);
        return Some(if query.text == "$" { Binding::Document(query.span) } else { Binding::Path(query) });
    }
    match p.eat_ident() {
        Some((name, _)) => {
            p.mention(|| Mention::Variable(name.clone()));
            Some(Binding::Variable(name))
        }
        None => {
            p.expected_help("`$`, a path or the name of a variable", "write `as $.error`");
            None
        }
    }
}
