//! Values and conditions.

use proc_macro2::Delimiter;

use super::ast::{BinaryOperator, Expr, ExprKind};
use super::cursor::{Braces, Parser};
use super::list::{braces, list, span_of};
use super::token::{Token, on_same_line};
use super::{call, foreign, literal, messages, name, path};
use crate::cx::SpanRange;

/// How many operators one chain may have: the tree leans to the left, and is walked by recursion.
const CHAIN: usize = 500;

/// Any value.
pub(super) fn expr(p: &mut Parser) -> Expr {
    binary(p, 0)
}

/// A value in front of a block: a `{` belongs to the block.
pub(super) fn expr_before_block(p: &mut Parser) -> Expr {
    if foreign::is_unfinished(p) {
        p.expected("a value");
        return error(p.last());
    }
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
    let before = p.set_braces(Braces::Condition);
    let value = if foreign::is_unfinished(p) {
        p.expected("a condition");
        error(p.last())
    } else {
        full_condition(p)
    };
    p.set_braces(before);
    value
}

/// A condition, and after it the operators of other languages.
pub(super) fn full_condition(p: &mut Parser) -> Expr {
    let value = expr(p);
    let mut span = value.span;
    let mut count = 0;
    while count < CHAIN && skip_foreign_operator(p) {
        span = span.to(expr(p).span);
        count += 1;
    }
    if count == 0 { value } else { error(span) }
}

/// Reports an operator of another language and leaves it behind; false where none stands.
fn skip_foreign_operator(p: &mut Parser) -> bool {
    let word = p.word(0).unwrap_or_default().to_owned();
    match word.as_str() {
        "and" | "AND" | "or" | "OR" => {
            let symbol = if word.eq_ignore_ascii_case("and") { "&&" } else { "||" };
            let span = p.here();
            messages::word_operator(p.cx, span, &word, symbol);
        }
        "in" => {
            let span = p.here();
            let help = "write `match $.path { \"a\" | \"b\" => …, _ => … }`";
            messages::no_operator(p.cx, span, "in", help);
        }
        "is" => {
            let span = p.here();
            let negated = p.is_word(1, "not");
            let (word, symbol) = if negated { ("is not", "!=") } else { ("is", "==") };
            messages::word_operator(p.cx, span, word, symbol);
            p.skip(usize::from(negated));
        }
        _ if p.is_punct(0, '&') || p.is_punct(0, '|') => {
            let span = p.here();
            let (one, two) = if p.is_punct(0, '&') { ("&", "&&") } else { ("|", "||") };
            messages::word_operator(p.cx, span, one, two);
        }
        _ if p.is_assign(0) => {
            let span = p.here();
            messages::assignment_in_condition(p.cx, span);
        }
        _ => return false,
    }
    p.skip(1);
    true
}

pub(super) fn error(span: impl Into<SpanRange>) -> Expr {
    Expr { kind: ExprKind::Error, span: span.into() }
}

// Operators.

fn binary(p: &mut Parser, least: u8) -> Expr {
    let mut left = unary(p);
    let mut count = 0;
    while let Some((mut operator, length, strength)) = operator(p) {
        if strength < least || p.was_reported() {
            break;
        }
        let operator_span = p.here();
        let mut chained = false;
        if strength == 3 {
            let other = other_comparison(p);
            let is_comparison =
                matches!(&left.kind, ExprKind::Binary { operator, .. } if compares(*operator));
            chained = other.is_none() && is_comparison;
            if chained {
                messages::chained_comparison(p.cx, operator_span);
            }
            if let Some((meant, longer)) = other {
                operator = meant;
                p.skip(longer);
            }
        }
        p.skip(length);
        let right = binary(p, strength + 1);
        let span = left.span.to(right.span);
        count += 1;
        if chained {
            left = Expr { kind: ExprKind::Error, span };
            continue;
        }
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
        '+' if p.is_pair(0, '+', '+') => return None,
        '+' => (Op::Add, 1, 4),
        '-' => (Op::Subtract, 1, 4),
        '*' => (Op::Multiply, 1, 5),
        '/' => (Op::Divide, 1, 5),
        '%' => (Op::Remainder, 1, 5),
        _ => return None,
    };
    Some(found)
}

/// `===`, `!==` and `<>`: reported; what they mean, and by how much they are longer than what was read.
fn other_comparison(p: &mut Parser) -> Option<(BinaryOperator, usize)> {
    use BinaryOperator as Op;
    let (written, meant, operator) = if p.is_pair(0, '<', '>') {
        ("<>", "!=", Op::NotEqual)
    } else if p.is_pair(1, '=', '=') && p.is_pair(0, '=', '=') {
        ("===", "==", Op::Equal)
    } else if p.is_pair(1, '=', '=') && p.is_pair(0, '!', '=') {
        ("!==", "!=", Op::NotEqual)
    } else {
        return None;
    };
    let span = p.here();
    messages::word_operator(p.cx, span, written, meant);
    Some((operator, 1))
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
        while p.is_punct(0, '!') || p.is_punct(0, '-') {
            p.skip(1);
        }
        primary(p);
        return error(p.since(start));
    }
    let inner = Box::new(unary(p));
    p.ascend();
    let span = p.since(start);
    Expr { kind: if negates { ExprKind::Negate(inner) } else { ExprKind::Not(inner) }, span }
}

// Operands.

/// A value without operators; reports and consumes nothing if there is none.
pub(super) fn primary(p: &mut Parser) -> Expr {
    p.mention_value();
    let start = p.here();
    let kind = match p.peek(0) {
        Some(Token::Punct { ch: '$', .. }) => path_or_call(p),
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
            "not" | "NOT" if is_negation(p) => return not(p),
            _ if name::is_macro(p) => name::macro_call(p),
            "if" | "match" | "for" | "loop" | "while" | "let" | "return" | "break" | "continue" | "else" => {
                expected_value(p);
                ExprKind::Error
            }
            _ => return call::named(p),
        },
        _ => {
            expected_value(p);
            return error(start);
        }
    };
    Expr { kind, span: p.since(start) }
}

/// A path; `$sum(…)` is reported.
fn path_or_call(p: &mut Parser) -> ExprKind {
    let start = p.here();
    let query = path::path(p);
    if !p.is_group(0, Delimiter::Parenthesis) {
        return ExprKind::Path(query);
    }
    let is_name = query.text.len() > 1 && !query.text[1..].contains(['.', '[', '$']);
    if !is_name || !on_same_line(start, p.here()) {
        return ExprKind::Path(query);
    }
    p.skip(1);
    let span = p.since(start);
    messages::jsonata_call(p.cx, span, &query.text);
    ExprKind::Error
}

/// Whether the word `not` at the cursor stands for `!`.
fn is_negation(p: &Parser) -> bool {
    match p.peek(1) {
        Some(Token::Word { .. } | Token::Punct { ch: '$' | '!', .. }) => true,
        Some(Token::Group(group)) => group.delimiter() == Delimiter::Parenthesis,
        _ => false,
    }
}

/// `not …`, reported.
fn not(p: &mut Parser) -> Expr {
    let span = p.here();
    messages::word_operator(p.cx, span, "not", "!");
    while p.is_word(0, "not") || p.is_word(0, "NOT") {
        p.skip(1);
    }
    let operand = unary(p);
    error(operand.span)
}

pub(super) fn expected_value(p: &mut Parser) {
    p.expected(if p.braces() == Braces::Condition { "a condition" } else { "a value" });
}

fn parenthesis(p: &mut Parser) -> ExprKind {
    let Some(group) = p.eat_group(Delimiter::Parenthesis) else { return ExprKind::Error };
    let span = span_of(&group);
    let mut values = list(p, group);
    match (values.pop(), values.is_empty()) {
        (Some(value), true) => ExprKind::Paren(Box::new(value)),
        (None, _) => {
            messages::expected(p.cx, span.end, "a value", "`)`", None);
            ExprKind::Error
        }
        (Some(_), false) => {
            messages::tuple(p.cx, span);
            ExprKind::Error
        }
    }
}

fn array(p: &mut Parser) -> ExprKind {
    match p.eat_group(Delimiter::Bracket) {
        Some(group) => ExprKind::Array(list(p, group)),
        None => ExprKind::Error,
    }
}
