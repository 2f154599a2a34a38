//! Statements: what begins one, where it ends, and where reading goes on after a mistake.

use proc_macro2::{Delimiter, Ident};

use super::ast::{Effect, Fail, Raw, Source, Statement, StatementKind, Str, Target, Wait};
use super::attr::{self, Head};
use super::cursor::Parser;
use super::expr::{error, expr};
use super::mention::Mention;
use super::token::{Token, on_same_line, plain};
use super::{control, effect, foreign, list, literal, machine, messages};
use crate::cx::SpanRange;

/// Words that begin a statement, and so end the skipping over what could not be read.
pub(super) const KEYWORDS: &[&str] = &[
    "let", "if", "match", "for", "loop", "while", "try", "wait", "goto", "return", "break", "continue",
    "succeed", "fail", "pass", "parallel", "state", "task",
];

pub(super) fn is_keyword(word: &str) -> bool {
    // Asked of every word in a path: most differ in the first letter or in their length.
    let bytes = word.as_bytes();
    let mut at = 0;
    while at < KEYWORDS.len() {
        let keyword = KEYWORDS[at].as_bytes();
        if keyword.len() == bytes.len() && keyword[0] == bytes[0] && keyword == bytes {
            return true;
        }
        at += 1;
    }
    false
}

/// Words that may mean something one day.
pub(super) fn is_reserved(word: &str) -> bool {
    matches!(word, "saga" | "undo" | "poll" | "fragment")
}

/// What stands after a statement.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// In a block.
    Semicolon,
    /// The whole body of an arm.
    Comma,
}

/// Whether a statement needs its `;`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Close {
    Always,
    /// Not as the last one of its block.
    UnlessLast,
    /// It ends with a block.
    Never,
    /// Something is wrong with it that was reported.
    Broken,
}

/// All statements up to the end of the group.
pub(super) fn statements(p: &mut Parser) -> Vec<Statement> {
    p.blocks += 1;
    let mut statements = Vec::new();
    while !p.is_end() {
        if p.eat_punct(';').is_some() {
            continue;
        }
        let before = p.len();
        statements.extend(statement(p, Ending::Semicolon));
        if p.len() == before {
            p.skip(1);
        }
    }
    p.mention_call();
    p.blocks -= 1;
    statements
}

/// One statement with its end. `None`: a declaration, or attributes of nothing.
pub(super) fn statement(p: &mut Parser, ending: Ending) -> Option<Statement> {
    let mut head = attr::head(p);
    if machine::begins_declaration(p) {
        machine::declaration(p, head);
        return None;
    }
    let label = label(p);
    if label.is_some() {
        late_head(p, &mut head);
    }
    while is_label(p) {
        let second = self::label(p);
        if let Some(second) = second {
            messages::second_label(p.cx, second.span);
        }
    }
    let label = label.or_else(|| label_without_colon(p)).or_else(|| foreign::label(p));
    let start = p.here();
    if let Some(label) = &label {
        p.mention_state(label);
    }
    p.mention_call();
    if p.is_end() || p.is_punct(0, ';') || p.is_punct(0, ',') {
        let Some(label) = label else {
            match head.span() {
                Some(_) => head.of_nothing(p),
                // Something stood here that was reported.
                None if p.is_end() => {}
                None => p.expected("a statement"),
            }
            return None;
        };
        if !p.was_reported() {
            messages::label_of_nothing(p.cx, label.span);
        }
        let span = label.span;
        end(p, ending, Close::Broken);
        let Head { attrs, doc } = head;
        return Some(Statement { attrs, doc, label: Some(label), kind: StatementKind::Error, span });
    }
    let (mut kind, close) = kind(p);
    let span = p.since(start);
    let last = end(p, ending, close);
    if let StatementKind::Effect(effect) = &mut kind {
        if last == End::Wrong
            && let Source::Value(value) = &mut effect.source
        {
            value.kind = super::ast::ExprKind::Error;
        }
        settle(p, effect, ending, last, span);
    }
    let Head { attrs, doc } = head;
    Some(Statement { attrs, doc, label, kind, span })
}

/// Attributes between the name and its statement, where they do not belong.
fn late_head(p: &mut Parser, head: &mut Head) {
    let late = attr::head(p);
    if let Some(span) = late.span() {
        messages::late_attribute(p.cx, span);
        head.attrs.extend(late.attrs);
        if head.doc.is_none() {
            head.doc = late.doc;
        }
    }
}

/// An effect without a target is the value of its block if it is the last one and has no `;`.
fn settle(p: &mut Parser, effect: &mut Effect, ending: Ending, last: End, span: SpanRange) {
    if !matches!(effect.target, Target::Discard) || last == End::Discarded {
        return;
    }
    if ending == Ending::Comma || last == End::OfBlock {
        effect.target = Target::Value;
        effect.is_arm = ending == Ending::Comma;
    } else if let (Source::Value(value), End::Terminated) = (&effect.source, last)
        && !matches!(value.kind, super::ast::ExprKind::Error)
    {
        messages::unused_value(p.cx, span);
    }
}

/// How a statement came to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// By `;` or `,`.
    Terminated,
    /// By `;` where a `,` belongs, which was reported.
    Discarded,
    /// Nothing stands there, and nothing follows in this block.
    OfBlock,
    /// Nothing stands there.
    Open,
    /// Something else stands there, which was reported.
    Wrong,
}

fn end(p: &mut Parser, ending: Ending, close: Close) -> End {
    let mark = match ending {
        Ending::Semicolon => ';',
        Ending::Comma => ',',
    };
    if p.eat_punct(mark).is_some() {
        return End::Terminated;
    }
    if p.is_end() {
        if ending == Ending::Semicolon && close == Close::Always && !p.was_reported() {
            let last = p.last();
            messages::missing_semicolon(p.cx, last);
        }
        return End::OfBlock;
    }
    match (ending, close) {
        (_, Close::Broken) => recover(p, ending),
        (Ending::Semicolon, Close::Never) => {}
        _ if foreign::after_statement(p) => {
            recover(p, ending);
            return End::Wrong;
        }
        (Ending::Semicolon, _) if begins_statement(p) => {
            if !p.was_reported() {
                let last = p.last();
                messages::missing_semicolon(p.cx, last);
            }
        }
        (Ending::Comma, Close::Never) if !p.is_punct(0, ';') => {}
        (Ending::Comma, _) if control::begins_arm(p) => {
            let last = p.last();
            messages::missing_comma(p.cx, last);
        }
        // The arm is whole: only its end is written as that of a statement.
        (Ending::Comma, _) if p.is_punct(0, ';') && !p.was_reported() => {
            let span = p.here();
            messages::arm_semicolon(p.cx, span);
            p.skip(1);
            return End::Discarded;
        }
        _ => {
            p.expected(if mark == ';' { "`;`" } else { "`,`" });
            recover(p, ending);
            return End::Wrong;
        }
    }
    End::Open
}

/// Moves to where the next statement may begin.
fn recover(p: &mut Parser, ending: Ending) {
    while !p.is_end() {
        match ending {
            Ending::Semicolon if begins_clearly(p) => return,
            Ending::Semicolon if p.eat_punct(';').is_some() => return,
            Ending::Comma if p.eat_punct(',').is_some() || p.eat_punct(';').is_some() => return,
            _ => p.skip(1),
        }
    }
}

pub(super) fn begins_clearly(p: &Parser) -> bool {
    match p.peek(0) {
        Some(Token::Word { text, .. }) => is_keyword(text) || machine::begins_declaration(p),
        Some(Token::Punct { ch: '#', .. }) => p.is_group(1, Delimiter::Bracket),
        _ => is_label(p),
    }
}

fn begins_statement(p: &Parser) -> bool {
    match p.peek(0) {
        Some(Token::Word { .. }) => true,
        Some(Token::Punct { ch, .. }) => matches!(ch, '$' | '#' | '\''),
        _ => is_label(p),
    }
}

pub(super) fn is_label(p: &Parser) -> bool {
    p.is_punct(1, ':') && p.is_string(0) && !p.is_pair(1, ':', ':')
}

/// `"State name":`
fn label(p: &mut Parser) -> Option<Str> {
    if !is_label(p) {
        return None;
    }
    let label = string(p);
    p.skip(1);
    label
}

/// `"State name" pass;`, reported.
fn label_without_colon(p: &mut Parser) -> Option<Str> {
    let before = p.here();
    if !p.is_string(0) || p.word(1).is_none() || !p.peek(1).is_some_and(|it| on_same_line(before, it.span()))
    {
        return None;
    }
    messages::label_colon(p.cx, before);
    string(p)
}

/// A string literal.
pub(super) fn string(p: &mut Parser) -> Option<Str> {
    if !p.is_string(0) {
        return None;
    }
    let (text, span) = p.eat_literal()?;
    Some(Str { value: literal::string(p.cx, &text, span), span: span.into() })
}

fn kind(p: &mut Parser) -> (StatementKind, Close) {
    let start = p.here();
    if p.is_punct(0, '\'') {
        return labelled_loop(p);
    }
    if p.is_pair(1, ':', ':') {
        return effect::effect(p);
    }
    let word = p.word(0).unwrap_or_default().to_owned();
    match word.as_str() {
        "if" => (StatementKind::If(Box::new(control::if_(p))), Close::Never),
        "match" => (StatementKind::Match(Box::new(control::match_(p))), Close::Never),
        "loop" | "while" => (control::loop_(p, None), Close::Never),
        "try" => (StatementKind::Try(Box::new(control::try_(p))), Close::Never),
        "wait" => wait(p),
        "goto" => goto(p),
        "return" => {
            p.skip(1);
            let value = p.here();
            if !p.is_end() && !p.is_punct(0, ';') && !p.is_punct(0, ',') && !begins_clearly(p) {
                expr(p);
                let span = p.since(value);
                messages::return_value(p.cx, span);
                return (StatementKind::Return, Close::Broken);
            }
            (StatementKind::Return, Close::UnlessLast)
        }
        "break" | "continue" => jump(p, &word),
        "succeed" => {
            p.skip(1);
            (StatementKind::Succeed, Close::UnlessLast)
        }
        "fail" => fail(p),
        "state" if p.is_string(1) => raw(p),
        "else" | "catch" | "select" => {
            messages::stray_keyword(p.cx, start, &word);
            p.skip(1);
            while !p.is_end() && !p.is_punct(0, ';') && p.eat_group(Delimiter::Brace).is_none() {
                p.skip(1);
            }
            (StatementKind::Error, Close::Never)
        }
        word if is_reserved(word) => {
            messages::reserved(p.cx, start, word);
            p.skip(1);
            while !p.is_end() && !p.is_punct(0, ';') && !begins_clearly(p) {
                p.skip(1);
            }
            (StatementKind::Error, Close::Never)
        }
        _ => {
            let mut moved = false;
            while foreign::before_statement(p) {
                moved = true;
            }
            if moved {
                let nothing = p.is_end() || p.is_punct(0, ';');
                return if nothing { (StatementKind::Error, Close::Broken) } else { kind(p) };
            }
            if !word.is_empty()
                && !foreign::may_be_called(p)
                && !matches!(word.as_str(), "let" | "for" | "parallel" | "pass" | "task")
                && let Some(found) = foreign::statement(p)
            {
                return found;
            }
            effect::effect(p)
        }
    }
}

/// `'name`; the cursor is at the apostrophe.
fn lifetime(p: &mut Parser) -> Option<Ident> {
    p.eat_punct('\'')?;
    p.eat_ident().map(|(ident, _)| ident)
}

fn labelled_loop(p: &mut Parser) -> (StatementKind, Close) {
    let start = p.here();
    let label = lifetime(p);
    let span = p.since(start);
    if p.eat_punct(':').is_none() {
        p.expected("`:`");
        return (StatementKind::Error, Close::Broken);
    }
    if p.is_word(0, "loop") || p.is_word(0, "while") {
        return (control::loop_(p, label), Close::Never);
    }
    messages::loop_label(p.cx, span);
    if p.is_end() || p.is_punct(0, '\'') { (StatementKind::Error, Close::Broken) } else { kind(p) }
}

fn jump(p: &mut Parser, word: &str) -> (StatementKind, Close) {
    p.skip(1);
    let label = if p.is_punct(0, '\'') { lifetime(p) } else { None };
    if let Some(label) = &label {
        p.mention(|| Mention::Jump(label.clone()));
    }
    let kind = if word == "break" { StatementKind::Break(label) } else { StatementKind::Continue(label) };
    let value = p.here();
    if p.is_end() || p.is_punct(0, ';') || p.is_punct(0, ',') {
        return (kind, Close::UnlessLast);
    }
    if !begins_clearly(p) {
        expr(p);
        let span = p.since(value);
        messages::break_value(p.cx, span, word);
        return (kind, Close::Broken);
    }
    (kind, Close::UnlessLast)
}

fn wait(p: &mut Parser) -> (StatementKind, Close) {
    p.skip(1);
    let until = p.eat_word("until").is_some();
    if p.is_word(0, "for") && matches!(p.peek(1), Some(Token::Literal { .. })) {
        let span = p.here();
        messages::foreign(p.cx, span, "`for` has no meaning after `wait`".to_owned(), "remove it".to_owned());
        p.skip(1);
    }
    if p.is_end() || p.is_punct(0, ';') || begins_clearly(p) {
        let example = if until { "`wait until \"2030-01-01T00:00:00Z\";`" } else { "`wait 30s;`" };
        let span = p.here();
        p.expected_help("a time", &format!("write {example}"));
        return (StatementKind::Wait(Wait { until, value: error(span) }), Close::Broken);
    }
    let mut value = expr(p);
    list::unit_apart(p, &mut value);
    (StatementKind::Wait(Wait { until, value }), Close::Always)
}

fn goto(p: &mut Parser) -> (StatementKind, Close) {
    p.skip(1);
    // `goto` and on the next line `"Name": …`
    if !is_label(p)
        && let Some(name) = string(p)
    {
        p.mention(|| Mention::Goto(Some((name.value.clone(), name.span.start))));
        return (StatementKind::Goto(name), Close::UnlessLast);
    }
    if p.word(0).is_some_and(|word| !is_keyword(word))
        && let Some((ident, text)) = p.eat_ident()
    {
        p.mention(|| Mention::Goto(Some((plain(&text).to_owned(), ident.span()))));
        messages::goto_ident(p.cx, ident.span(), plain(&text));
        let name = Str { value: plain(&text).to_owned(), span: ident.span().into() };
        return (StatementKind::Goto(name), Close::Broken);
    }
    p.mention(|| Mention::Goto(None));
    p.expected("the name of a state in quotes");
    (StatementKind::Error, Close::Broken)
}

fn fail(p: &mut Parser) -> (StatementKind, Close) {
    p.skip(1);
    let mut fail = Fail { error: None, cause: None };
    if p.is_end() || p.is_punct(0, ';') || p.is_punct(0, ',') || begins_clearly(p) {
        return (StatementKind::Fail(fail), Close::UnlessLast);
    }
    if p.is_group(0, Delimiter::Parenthesis)
        && matches!(p.peek(1), None | Some(Token::Punct { ch: ';' | ',', .. }))
    {
        fail = fail_in_parentheses(p);
        if fail.cause.is_some() {
            return (StatementKind::Fail(fail), Close::UnlessLast);
        }
    } else if p.is_word(0, "_") && !p.is_punct(1, '.') {
        p.skip(1);
    } else {
        fail.error = Some(expr(p));
    }
    if p.is_string(0) && !is_label(p) && !control::begins_arm(p) && fail.error.is_some() && !p.was_reported()
    {
        let last = p.last();
        messages::fail_comma(p.cx, last);
        fail.cause = Some(expr(p));
        return (StatementKind::Fail(fail), Close::UnlessLast);
    }
    // In an arm the comma may end it: `"A" => fail "E", _ => {}`.
    if p.is_punct(0, ',') && p.len() > 1 && !control::arm_follows(p) {
        p.skip(1);
        fail.cause = Some(expr(p));
        if p.is_punct(0, ',') && p.len() > 1 && !control::arm_follows(p) {
            let comma = p.here();
            messages::too_many_fail(p.cx, comma);
            return (StatementKind::Fail(fail), Close::Broken);
        }
    }
    (StatementKind::Fail(fail), Close::UnlessLast)
}

/// `fail(…)`: two values are reported, one is an ordinary value.
fn fail_in_parentheses(p: &mut Parser) -> Fail {
    let Some(group) = p.eat_group(Delimiter::Parenthesis) else {
        return Fail { error: None, cause: None };
    };
    let span = list::span_of(&group);
    let mut values = list::list(p, group).into_iter();
    let fail = Fail { error: values.next(), cause: values.next() };
    if fail.error.is_none() || fail.cause.is_some() {
        messages::fail_parentheses(p.cx, span);
    }
    fail
}

/// `state "Name" = { … };`
fn raw(p: &mut Parser) -> (StatementKind, Close) {
    p.skip(1);
    let Some(name) = string(p) else { return (StatementKind::Error, Close::Broken) };
    p.mention_state(&name);
    if !p.is_assign(0) {
        p.expected("`=`");
        let value = error(name.span);
        return (StatementKind::Raw(Raw { name, value }), Close::Broken);
    }
    p.skip(1);
    let value = expr(p);
    (StatementKind::Raw(Raw { name, value }), Close::Always)
}
