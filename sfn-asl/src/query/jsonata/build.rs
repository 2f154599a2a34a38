//! Constructors for the compiler, which prints what it builds.

use super::ast::{BinaryOp, Expr, ExprKind};
use super::printer::is_printable_name;

impl From<ExprKind> for Expr {
    fn from(kind: ExprKind) -> Expr {
        Expr { kind, range: 0..0 }
    }
}

impl Expr {
    /// `$name`; the name must be an identifier.
    pub fn var(name: impl Into<String>) -> Expr {
        ExprKind::Variable(name.into()).into()
    }

    /// `$root.a.b`, with names in backquotes where they need them.
    pub fn path<S: Into<String>>(root: &str, segments: impl IntoIterator<Item = S>) -> Expr {
        segments.into_iter().fold(Expr::var(root), |base, name| base.member(name))
    }

    /// `$states.input.a.b`.
    pub fn input<S: Into<String>>(segments: impl IntoIterator<Item = S>) -> Expr {
        segments.into_iter().fold(Expr::path("states", ["input"]), |base, name| base.member(name))
    }

    /// `self.name`.
    pub fn member(self, name: impl Into<String>) -> Expr {
        let name = name.into();
        // A step that is a string is a name, and a string can hold anything.
        let kind = if is_printable_name(&name) { ExprKind::Name(name) } else { ExprKind::String(name) };
        self.step(kind.into())
    }

    /// `self.(step)`: a path with one step more.
    pub fn step(self, step: Expr) -> Expr {
        let mut steps = match self.kind {
            ExprKind::Path(steps) => steps,
            _ => vec![self],
        };
        steps.push(step);
        ExprKind::Path(steps).into()
    }

    /// `self[predicate]`; a path is filtered at its last step, so that an index counts per parent.
    pub fn filter(self, predicate: Expr) -> Expr {
        match self.kind {
            ExprKind::Path(mut steps) => {
                let last = steps.pop().map(|it| it.filter(predicate));
                steps.extend(last);
                ExprKind::Path(steps).into()
            }
            _ => ExprKind::Filter { base: self.into(), predicate: predicate.into() }.into(),
        }
    }

    /// `'value'`.
    pub fn string(value: impl Into<String>) -> Expr {
        ExprKind::String(value.into()).into()
    }

    /// A number as written; a leading `-` is allowed.
    pub fn number(text: &str) -> Expr {
        match text.strip_prefix('-') {
            Some(text) => ExprKind::Negate(Box::new(Expr::number(text))).into(),
            None => ExprKind::Number(text.to_owned()).into(),
        }
    }

    /// `true` or `false`.
    pub fn bool(value: bool) -> Expr {
        ExprKind::Bool(value).into()
    }

    /// `null`.
    pub fn null() -> Expr {
        ExprKind::Null.into()
    }

    /// `lhs op rhs`.
    pub fn binary(op: BinaryOp, lhs: Expr, rhs: Expr) -> Expr {
        ExprKind::Binary { op, lhs: lhs.into(), rhs: rhs.into() }.into()
    }

    /// `-inner`.
    pub fn negate(inner: Expr) -> Expr {
        ExprKind::Negate(inner.into()).into()
    }

    /// `$name(args)`.
    pub fn call(name: &str, args: Vec<Expr>) -> Expr {
        ExprKind::Call { callee: Expr::var(name).into(), args }.into()
    }

    /// `{key: value}`.
    pub fn object(pairs: Vec<(Expr, Expr)>) -> Expr {
        ExprKind::Object(pairs).into()
    }

    /// `[items]`.
    pub fn array(items: Vec<Expr>) -> Expr {
        ExprKind::Array(items).into()
    }

    /// `condition ? then : otherwise`.
    pub fn ternary(condition: Expr, then: Expr, otherwise: Expr) -> Expr {
        let otherwise = Some(otherwise.into());
        ExprKind::Condition { condition: condition.into(), then: then.into(), otherwise }.into()
    }

    /// `(items)`.
    pub fn block(items: Vec<Expr>) -> Expr {
        ExprKind::Block(items).into()
    }
}
