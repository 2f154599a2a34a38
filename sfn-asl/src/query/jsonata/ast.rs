//! The tree of a JSONata expression.
//!
//! It mirrors the text, not jsonata-js's rewritten tree, so that it can be printed back. Equality ignores ranges.

use std::ops::Range;

/// An expression and where it stands.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its bytes in the text; `0..0` for what was built rather than parsed.
    pub range: Range<usize>,
}

/// The forms of expression.
#[derive(Clone, PartialEq, Debug)]
pub enum ExprKind {
    /// `'text'`, decoded.
    String(String),
    /// `1.5e3`, as written.
    Number(String),
    /// `true`, `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// `/pattern/flags`.
    Regex {
        /// Between the slashes, as written.
        pattern: String,
        /// Any of `i` and `m`.
        flags: String,
    },
    /// A field of the context: `name`, or `` `any name` ``.
    Name(String),
    /// `$name`; `$` has the name "", `$$` the name "$".
    Variable(String),
    /// `*`.
    Wildcard,
    /// `**`.
    Descendants,
    /// `%`.
    Parent,
    /// `a.b.c`: two steps or more. String steps are names.
    Path(Vec<Expr>),
    /// `-x`.
    Negate(Box<Expr>),
    /// `a + b`.
    Binary {
        /// The operator.
        op: BinaryOp,
        /// Its left side.
        lhs: Box<Expr>,
        /// Its right side.
        rhs: Box<Expr>,
    },
    /// `[a, b]`.
    Array(Vec<Expr>),
    /// `a..b`, only as an item of an array.
    Range(Box<Expr>, Box<Expr>),
    /// `{'k': v}`.
    Object(Vec<(Expr, Expr)>),
    /// `base[predicate]`.
    Filter {
        /// What is filtered.
        base: Box<Expr>,
        /// An index or a condition.
        predicate: Box<Expr>,
    },
    /// `base[]`: a single result stays an array.
    KeepArray(Box<Expr>),
    /// `base{key: value}`.
    Group {
        /// What is grouped.
        base: Box<Expr>,
        /// Keys and values, evaluated with each item as context.
        pairs: Vec<(Expr, Expr)>,
    },
    /// `base^(a, >b)`.
    Sort {
        /// What is sorted.
        base: Box<Expr>,
        /// By what, most important first.
        terms: Vec<SortTerm>,
    },
    /// `base@$name`.
    Focus {
        /// The step whose items are bound.
        base: Box<Expr>,
        /// To which name.
        binder: Binder,
    },
    /// `base#$name`.
    Index {
        /// The step whose positions are bound.
        base: Box<Expr>,
        /// To which name.
        binder: Binder,
    },
    /// `$name := value`.
    Bind {
        /// The name.
        binder: Binder,
        /// Its value, and that of the whole.
        value: Box<Expr>,
    },
    /// `condition ? then : otherwise`.
    Condition {
        /// What decides.
        condition: Box<Expr>,
        /// The value if it is truthy.
        then: Box<Expr>,
        /// The value if not; absent means undefined.
        otherwise: Option<Box<Expr>>,
    },
    /// `(a; b)`. With one expression only where the parentheses mean something: in paths and around `:=`.
    Block(Vec<Expr>),
    /// `function($a, $b)<signature> { body }`.
    Lambda {
        /// The parameters.
        params: Vec<Binder>,
        /// With the angle brackets.
        signature: Option<String>,
        /// What is evaluated.
        body: Box<Expr>,
    },
    /// `callee(args)`.
    Call {
        /// Usually a variable.
        callee: Box<Expr>,
        /// The arguments; any [`ExprKind::Placeholder`] makes it a partial application.
        args: Vec<Expr>,
    },
    /// `?` as an argument.
    Placeholder,
    /// `|pattern|update, delete|`.
    Transform {
        /// Which objects to change.
        pattern: Box<Expr>,
        /// What to merge into them.
        update: Box<Expr>,
        /// Which fields to delete.
        delete: Option<Box<Expr>>,
    },
}

/// A name that an expression binds.
#[derive(Clone, Debug)]
pub struct Binder {
    /// Without the `$`.
    pub name: String,
    /// With the `$`.
    pub range: Range<usize>,
}

/// One `^( … )` criterion.
#[derive(Clone, PartialEq, Debug)]
pub struct SortTerm {
    /// Whether `>` stands before it.
    pub descending: bool,
    /// The value to compare by.
    pub expr: Expr,
}

/// The operators with two plain operands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "each is its sign, see `sign`")]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Concat,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    And,
    Or,
    Apply,
}

impl BinaryOp {
    /// Every operator.
    pub const ALL: [BinaryOp; 16] = {
        use BinaryOp::*;
        [
            Add,
            Subtract,
            Multiply,
            Divide,
            Modulo,
            Concat,
            Equal,
            NotEqual,
            Less,
            LessOrEqual,
            Greater,
            GreaterOrEqual,
            In,
            And,
            Or,
            Apply,
        ]
    };

    /// As written.
    pub fn sign(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Subtract => "-",
            BinaryOp::Multiply => "*",
            BinaryOp::Divide => "/",
            BinaryOp::Modulo => "%",
            BinaryOp::Concat => "&",
            BinaryOp::Equal => "=",
            BinaryOp::NotEqual => "!=",
            BinaryOp::Less => "<",
            BinaryOp::LessOrEqual => "<=",
            BinaryOp::Greater => ">",
            BinaryOp::GreaterOrEqual => ">=",
            BinaryOp::In => "in",
            BinaryOp::And => "and",
            BinaryOp::Or => "or",
            BinaryOp::Apply => "~>",
        }
    }

    /// The operator written `sign`.
    pub fn from_sign(sign: &str) -> Option<BinaryOp> {
        BinaryOp::ALL.into_iter().find(|op| op.sign() == sign)
    }

    /// Whether both operands must be numbers.
    pub fn is_arithmetic(self) -> bool {
        use BinaryOp::*;
        matches!(self, Add | Subtract | Multiply | Divide | Modulo)
    }

    /// Whether both operands must be numbers or strings.
    pub fn is_ordering(self) -> bool {
        use BinaryOp::*;
        matches!(self, Less | LessOrEqual | Greater | GreaterOrEqual)
    }

    pub(super) fn power(self) -> u8 {
        lbp(self.sign())
    }
}

/// How strongly an operator binds what stands to its left; 0 ends an expression. jsonata-js 2.0.6's own numbers.
pub(super) fn lbp(sign: &str) -> u8 {
    match sign {
        "[" | "(" | "@" | "#" => 80,
        "." => 75,
        "{" => 70,
        "*" | "/" | "%" => 60,
        "+" | "-" | "&" => 50,
        "=" | "!=" | "<" | "<=" | ">" | ">=" | "^" | "~>" | "in" => 40,
        "and" => 30,
        "or" => 25,
        "?" => 20,
        ":=" => 10,
        _ => 0,
    }
}

/// What a prefix `-` takes: paths and calls, but no arithmetic.
pub(super) const NEGATE_RBP: u8 = 70;

impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        self.kind == other.kind
    }
}

impl PartialEq for Binder {
    fn eq(&self, other: &Binder) -> bool {
        self.name == other.name
    }
}

impl Expr {
    /// Calls `visit` with every direct part, in the order of the text.
    pub fn for_each_child<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        match &self.kind {
            ExprKind::String(_)
            | ExprKind::Number(_)
            | ExprKind::Bool(_)
            | ExprKind::Null
            | ExprKind::Regex { .. }
            | ExprKind::Name(_)
            | ExprKind::Variable(_)
            | ExprKind::Wildcard
            | ExprKind::Descendants
            | ExprKind::Parent
            | ExprKind::Placeholder => {}
            ExprKind::Path(items) | ExprKind::Array(items) | ExprKind::Block(items) => {
                items.iter().for_each(visit);
            }
            ExprKind::Negate(inner) | ExprKind::KeepArray(inner) => visit(inner),
            ExprKind::Binary { lhs: a, rhs: b, .. }
            | ExprKind::Range(a, b)
            | ExprKind::Filter { base: a, predicate: b } => {
                visit(a);
                visit(b);
            }
            ExprKind::Object(pairs) => pairs.iter().for_each(|(key, value)| {
                visit(key);
                visit(value);
            }),
            ExprKind::Group { base, pairs } => {
                visit(base);
                pairs.iter().for_each(|(key, value)| {
                    visit(key);
                    visit(value);
                });
            }
            ExprKind::Sort { base, terms } => {
                visit(base);
                terms.iter().for_each(|term| visit(&term.expr));
            }
            ExprKind::Focus { base, .. } | ExprKind::Index { base, .. } => visit(base),
            ExprKind::Bind { value, .. } => visit(value),
            ExprKind::Condition { condition, then, otherwise } => {
                visit(condition);
                visit(then);
                otherwise.iter().for_each(|it| visit(it));
            }
            ExprKind::Lambda { body, .. } => visit(body),
            ExprKind::Call { callee, args } => {
                visit(callee);
                args.iter().for_each(visit);
            }
            ExprKind::Transform { pattern, update, delete } => {
                visit(pattern);
                visit(update);
                delete.iter().for_each(|it| visit(it));
            }
        }
    }
}
