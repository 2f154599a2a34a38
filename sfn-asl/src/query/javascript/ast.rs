//! The tree.

use std::ops::Range;

/// An expression and the bytes of its text.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub range: Range<usize>,
}

/// The forms of expression.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `1.5`, as it is written.
    Number(String),
    /// `'text'`, decoded.
    String(String),
    /// `` `a ${b}` ``: texts and what is between them, in turn.
    Template(Vec<String>, Vec<Expr>),
    /// `true`, `false`
    Bool(bool),
    /// `null`
    Null,
    /// `undefined`
    Undefined,
    /// `$`: what the state is given.
    Root,
    /// A parameter of a function, or the name of something that is built in: `Math`.
    Name(String),
    /// `base.name`
    Member(Box<Expr>, String),
    /// `base[index]`
    Index(Box<Expr>, Box<Expr>),
    /// `base.name(args)`
    Method {
        /// What it is called on.
        base: Box<Expr>,
        /// `toUpperCase`
        name: String,
        /// What it is given.
        args: Vec<Expr>,
    },
    /// `Number(x)`
    Call(String, Vec<Expr>),
    /// `(a, b) => body`
    Function(Vec<String>, Box<Expr>),
    /// `...list`, as the only argument.
    Spread(Box<Expr>),
    /// `!x`
    Unary(UnaryOp, Box<Expr>),
    /// `a + b`
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `a ? b : c`
    Conditional(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `[a, b]`
    Array(Vec<Expr>),
    /// `{ a: b }`
    Object(Vec<(String, Expr)>),
}

/// Operators before one operand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnaryOp {
    /// `!`
    Not,
    /// `-`
    Minus,
    /// `+`
    Plus,
}

/// Operators between two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "each is its sign")]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
    /// `==` and `===`, which are the same here.
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    /// `??`
    Coalesce,
}

impl Expr {
    /// Whether this is `$` with members and plain indices behind it.
    pub fn is_path(&self) -> bool {
        match &self.kind {
            ExprKind::Root => true,
            ExprKind::Member(base, name) => name != "length" && base.is_path(),
            ExprKind::Index(base, index) => {
                matches!(index.kind, ExprKind::Number(_) | ExprKind::String(_)) && base.is_path()
            }
            _ => false,
        }
    }

    pub(super) fn each_path(&self, found: &mut impl FnMut(&Range<usize>)) {
        if self.is_path() {
            return found(&self.range);
        }
        match &self.kind {
            ExprKind::Member(base, _) | ExprKind::Spread(base) | ExprKind::Unary(_, base) => {
                base.each_path(found)
            }
            ExprKind::Function(_, body) => body.each_path(found),
            ExprKind::Index(a, b) | ExprKind::Binary(_, a, b) => {
                a.each_path(found);
                b.each_path(found);
            }
            ExprKind::Method { base, args, .. } => {
                base.each_path(found);
                args.iter().for_each(|it| it.each_path(found));
            }
            ExprKind::Template(_, items) | ExprKind::Call(_, items) | ExprKind::Array(items) => {
                items.iter().for_each(|it| it.each_path(found));
            }
            ExprKind::Conditional(a, b, c) => [a, b, c].into_iter().for_each(|it| it.each_path(found)),
            ExprKind::Object(fields) => fields.iter().for_each(|it| it.1.each_path(found)),
            _ => {}
        }
    }
}
