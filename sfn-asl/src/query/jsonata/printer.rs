//! Tree → text, in one canonical form that parses back to the same tree.

use std::fmt::{self, Write};

use super::ast::{Binder, Expr, ExprKind, NEGATE_RBP, lbp};
use super::lexer::ends_word;

/// Binds tighter than anything, or has no open end.
const CLOSED: u8 = u8::MAX;

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_expr(f, self)
    }
}

type Out<'a, 'b> = &'a mut fmt::Formatter<'b>;

fn write_expr(f: Out<'_, '_>, expr: &Expr) -> fmt::Result {
    match &expr.kind {
        ExprKind::String(value) => write_string(f, value),
        ExprKind::Number(text) => f.write_str(text),
        ExprKind::Bool(true) => f.write_str("true"),
        ExprKind::Bool(false) => f.write_str("false"),
        ExprKind::Null => f.write_str("null"),
        ExprKind::Regex { pattern, flags } => write!(f, "/{pattern}/{flags}"),
        ExprKind::Name(name) => write_name(f, name),
        ExprKind::Variable(name) => write!(f, "${name}"),
        ExprKind::Wildcard => f.write_str("*"),
        ExprKind::Descendants => f.write_str("**"),
        ExprKind::Parent => f.write_str("%"),
        ExprKind::Placeholder => f.write_str("?"),
        ExprKind::Path(steps) => {
            for (i, step) in steps.iter().enumerate() {
                if i == 0 {
                    write_left(f, step, lbp("."))?;
                } else {
                    f.write_char('.')?;
                    write_right(f, step, lbp("."))?;
                }
            }
            Ok(())
        }
        ExprKind::Negate(inner) => {
            f.write_char('-')?;
            write_right(f, inner, NEGATE_RBP)
        }
        ExprKind::Binary { op, lhs, rhs } => {
            write_wrapped(f, lhs, wraps_left(lhs, op.power(), op.sign()))?;
            write!(f, " {} ", op.sign())?;
            write_right(f, rhs, op.power())
        }
        ExprKind::Array(items) => write_list(f, "[", items, ", ", "]"),
        ExprKind::Block(items) => write_list(f, "(", items, "; ", ")"),
        ExprKind::Range(from, to) => {
            write_expr(f, from)?;
            f.write_str("..")?;
            write_expr(f, to)
        }
        ExprKind::Object(pairs) => write_pairs(f, pairs),
        ExprKind::Filter { base, predicate } => {
            write_left(f, base, lbp("["))?;
            f.write_char('[')?;
            write_expr(f, predicate)?;
            f.write_char(']')
        }
        ExprKind::KeepArray(base) => {
            write_left(f, base, lbp("["))?;
            f.write_str("[]")
        }
        ExprKind::Group { base, pairs } => {
            write_left(f, base, lbp("{"))?;
            write_pairs(f, pairs)
        }
        ExprKind::Sort { base, terms } => {
            write_left(f, base, lbp("^"))?;
            for (i, term) in terms.iter().enumerate() {
                f.write_str(if i == 0 { "^(" } else { ", " })?;
                f.write_str(if term.descending { ">" } else { "" })?;
                write_expr(f, &term.expr)?;
            }
            f.write_char(')')
        }
        ExprKind::Focus { base, binder } => write_bound(f, base, "@", binder),
        ExprKind::Index { base, binder } => write_bound(f, base, "#", binder),
        ExprKind::Bind { binder, value } => {
            write!(f, "${} := ", binder.name)?;
            write_expr(f, value)
        }
        ExprKind::Condition { condition, then, otherwise } => {
            write_left(f, condition, lbp("?"))?;
            f.write_str(" ? ")?;
            let Some(otherwise) = otherwise else { return write_expr(f, then) };
            write_wrapped(f, then, takes_else(then))?;
            f.write_str(" : ")?;
            write_expr(f, otherwise)
        }
        ExprKind::Lambda { params, signature, body } => {
            f.write_str("function(")?;
            for (i, param) in params.iter().enumerate() {
                write!(f, "{}${}", if i == 0 { "" } else { ", " }, param.name)?;
            }
            write!(f, "){} {{ ", signature.as_deref().unwrap_or(""))?;
            write_expr(f, body)?;
            f.write_str(" }")
        }
        ExprKind::Call { callee, args } => {
            write_left(f, callee, lbp("("))?;
            write_list(f, "(", args, ", ", ")")
        }
        ExprKind::Transform { pattern, update, delete } => {
            f.write_char('|')?;
            write_expr(f, pattern)?;
            f.write_char('|')?;
            write_expr(f, update)?;
            if let Some(delete) = delete {
                f.write_str(", ")?;
                write_expr(f, delete)?;
            }
            f.write_char('|')
        }
    }
}

fn write_bound(f: Out<'_, '_>, base: &Expr, sign: &str, binder: &Binder) -> fmt::Result {
    write_left(f, base, lbp(sign))?;
    write!(f, "{sign}${}", binder.name)
}

fn write_list(f: Out<'_, '_>, open: &str, items: &[Expr], between: &str, close: &str) -> fmt::Result {
    f.write_str(open)?;
    for (i, item) in items.iter().enumerate() {
        f.write_str(if i == 0 { "" } else { between })?;
        write_expr(f, item)?;
    }
    f.write_str(close)
}

fn write_pairs(f: Out<'_, '_>, pairs: &[(Expr, Expr)]) -> fmt::Result {
    f.write_char('{')?;
    for (i, (key, value)) in pairs.iter().enumerate() {
        f.write_str(if i == 0 { "" } else { ", " })?;
        write_wrapped(f, key, takes_else(key))?;
        f.write_str(": ")?;
        write_expr(f, value)?;
    }
    f.write_char('}')
}

/// What stands to the left of an operator with this binding power.
fn write_left(f: Out<'_, '_>, expr: &Expr, power: u8) -> fmt::Result {
    write_wrapped(f, expr, wraps_left(expr, power, ""))
}

/// What stands to the right of an operator that reads on with this binding power.
fn write_right(f: Out<'_, '_>, expr: &Expr, power: u8) -> fmt::Result {
    write_wrapped(f, expr, left_power(expr) <= power)
}

fn write_wrapped(f: Out<'_, '_>, expr: &Expr, wrapped: bool) -> fmt::Result {
    if !wrapped {
        return write_expr(f, expr);
    }
    f.write_char('(')?;
    write_expr(f, expr)?;
    f.write_char(')')
}

/// Whether the last operand inside `expr` would take the operator for itself, or the lexer a `/` for a regex.
fn wraps_left(expr: &Expr, power: u8, sign: &str) -> bool {
    power > right_power(expr) || (sign == "/" && starts_regex(expr))
}

/// The left operand, and the binding power of the operator that follows it.
fn left_operand(expr: &Expr) -> Option<(&Expr, u8, &str)> {
    Some(match &expr.kind {
        ExprKind::Path(steps) => (steps.first()?, lbp("."), ""),
        ExprKind::Filter { base, .. } | ExprKind::KeepArray(base) => (base, lbp("["), ""),
        ExprKind::Focus { base, .. } | ExprKind::Index { base, .. } => (base, lbp("@"), ""),
        ExprKind::Call { callee, .. } => (callee, lbp("("), ""),
        ExprKind::Group { base, .. } => (base, lbp("{"), ""),
        ExprKind::Sort { base, .. } => (base, lbp("^"), ""),
        ExprKind::Condition { condition, .. } => (condition, lbp("?"), ""),
        ExprKind::Binary { op, lhs, .. } => (lhs, op.power(), op.sign()),
        _ => return None,
    })
}

/// The open right end, and the binding power it reads on with.
fn right_operand(expr: &Expr) -> Option<(&Expr, u8)> {
    Some(match &expr.kind {
        ExprKind::Path(steps) => (steps.last()?, lbp(".")),
        ExprKind::Negate(inner) => (inner, NEGATE_RBP),
        ExprKind::Binary { op, rhs, .. } => (rhs, op.power()),
        _ => return None,
    })
}

/// The weakest operator on the left edge: it ends the expression where less is read on.
fn left_power(expr: &Expr) -> u8 {
    let mut weakest = CLOSED;
    let mut expr = expr;
    while let Some((left, power, sign)) = left_operand(expr) {
        weakest = weakest.min(power);
        if wraps_left(left, power, sign) {
            break;
        }
        expr = left;
    }
    match expr.kind {
        ExprKind::Bind { .. } => weakest.min(lbp(":=")),
        _ => weakest,
    }
}

/// The weakest operand on the right edge: it takes any stronger operator that follows.
fn right_power(expr: &Expr) -> u8 {
    let mut weakest = CLOSED;
    let mut expr = expr;
    while let Some((right, power)) = right_operand(expr) {
        weakest = weakest.min(power);
        if left_power(right) <= power {
            break;
        }
        expr = right;
    }
    match expr.kind {
        ExprKind::Condition { .. } | ExprKind::Bind { .. } => 0,
        _ => weakest,
    }
}

/// Whether `expr` ends in a token after which jsonata-js reads a `/` as the start of a regular expression.
fn starts_regex(expr: &Expr) -> bool {
    let mut expr = expr;
    while let Some((right, power)) = right_operand(expr) {
        if left_power(right) <= power {
            return false;
        }
        expr = right;
    }
    use ExprKind::{KeepArray, Lambda, Sort, Transform};
    matches!(expr.kind, KeepArray(_) | Sort { .. } | Lambda { .. } | Transform { .. })
}

/// Whether a `:` after `expr` would become part of it, as its `else`.
fn takes_else(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Condition { otherwise: None, .. } => true,
        ExprKind::Condition { otherwise: Some(last), .. } | ExprKind::Bind { value: last, .. } => {
            takes_else(last)
        }
        _ => false,
    }
}

fn write_string(f: Out<'_, '_>, value: &str) -> fmt::Result {
    // There is no `\'`.
    let quote = if value.contains('\'') { '"' } else { '\'' };
    f.write_char(quote)?;
    for c in value.chars() {
        match c {
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            c if c == quote => write!(f, "\\{c}")?,
            c if c.is_control() => write!(f, "\\u{:04x}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char(quote)
}

fn write_name(f: Out<'_, '_>, name: &str) -> fmt::Result {
    // A name with a backquote can only have been written without any.
    if is_plain_name(name) || name.contains('`') { f.write_str(name) } else { write!(f, "`{name}`") }
}

/// Whether `name` reads as a field name without quotes, to JSONata and to people.
fn is_plain_name(name: &str) -> bool {
    !matches!(name, "and" | "or" | "in" | "true" | "false" | "null" | "function" | "λ")
        && name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Whether a [`ExprKind::Name`] of this text can be printed at all.
pub(super) fn is_printable_name(name: &str) -> bool {
    !name.contains('`')
        || !(name.contains(ends_word)
            || name.starts_with(|c: char| "`$'\"".contains(c) || c.is_ascii_digit()))
}
