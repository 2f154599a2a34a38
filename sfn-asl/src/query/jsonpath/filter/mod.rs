//! Filters: `[?(@.price < 10 && !(@.tags contains 'old'))]`.
//!
//! Source: Jayway, `FilterCompiler` and `RelationalOperator`.

mod parse;

use super::{Path, SegmentKind};

pub(super) use parse::{filter, operand};

/// A condition on the elements of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Filter {
    /// Two or more, joined by `||`.
    Or(Vec<Filter>),
    /// Two or more, joined by `&&`.
    And(Vec<Filter>),
    /// `!(…)`, or `!@.x`.
    Not(Box<Filter>),
    /// A path alone: does it find anything?
    Exists(Path),
    /// Two operands and an operator.
    Compare {
        /// Left side.
        left: Operand,
        /// Operator.
        comparison: Comparison,
        /// Right side.
        right: Operand,
    },
}

/// A side of a comparison, or an argument of a path function.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Operand {
    /// A path from `@` or `$`.
    Path(Path),
    /// A constant.
    Literal(Literal),
    /// `/regex/flags`, both as spelled; only to the right of `=~`.
    Pattern {
        /// Between the slashes.
        regex: String,
        /// Letters after them.
        flags: String,
    },
}

/// A constant of a filter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Literal {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as spelled.
    Number(String),
    /// A text.
    String(String),
    /// `[…]`.
    List(Vec<Literal>),
    /// `{…}`, in the order written.
    Object(Vec<(String, Literal)>),
}

/// The operators of comparisons.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)] // The spellings beside them say it.
pub enum Comparison {
    Equal,
    NotEqual,
    Same,
    NotSame,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    In,
    NotIn,
    SubsetOf,
    AnyOf,
    NoneOf,
    All,
    Contains,
    Size,
    Empty,
    Exists,
}

/// Longer symbols first: the first that fits is taken.
static COMPARISONS: &[(&str, Comparison)] = &[
    ("===", Comparison::Same),
    ("!==", Comparison::NotSame),
    ("==", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("=~", Comparison::Matches),
    ("<=", Comparison::LessOrEqual),
    (">=", Comparison::GreaterOrEqual),
    ("<", Comparison::Less),
    (">", Comparison::Greater),
    ("in", Comparison::In),
    ("nin", Comparison::NotIn),
    ("subsetof", Comparison::SubsetOf),
    ("anyof", Comparison::AnyOf),
    ("noneof", Comparison::NoneOf),
    ("all", Comparison::All),
    ("contains", Comparison::Contains),
    ("size", Comparison::Size),
    ("empty", Comparison::Empty),
    ("exists", Comparison::Exists),
];

impl Comparison {
    /// Its spelling.
    pub fn as_str(self) -> &'static str {
        COMPARISONS.iter().find(|(_, comparison)| *comparison == self).map_or("", |(spelling, _)| spelling)
    }

    /// What a constant to the right must be, for the operators that are otherwise silently false.
    fn needs(self, right: &Operand) -> Option<&'static str> {
        let Operand::Literal(literal) = right else { return None };
        let (fits, needed) = match self {
            Comparison::In
            | Comparison::NotIn
            | Comparison::SubsetOf
            | Comparison::AnyOf
            | Comparison::NoneOf
            | Comparison::All => (matches!(literal, Literal::List(_)), "a list, as in `['a','b']`"),
            Comparison::Size => (matches!(literal, Literal::Number(_)), "a number"),
            Comparison::Empty | Comparison::Exists => {
                (matches!(literal, Literal::Bool(_)), "`true` or `false`")
            }
            _ => return None,
        };
        (!fits).then_some(needed)
    }
}

impl Filter {
    /// The paths it reads, in the order written; not those inside filters of these paths.
    pub fn paths(&self) -> Vec<&Path> {
        let mut paths = Vec::new();
        self.collect_paths(&mut paths);
        paths
    }

    fn collect_paths<'a>(&'a self, paths: &mut Vec<&'a Path>) {
        match self {
            Filter::Or(parts) | Filter::And(parts) => parts.iter().for_each(|part| part.collect_paths(paths)),
            Filter::Not(inner) => inner.collect_paths(paths),
            Filter::Exists(path) => paths.push(path),
            Filter::Compare { left, right, .. } => {
                paths.extend([left, right].into_iter().filter_map(|operand| match operand {
                    Operand::Path(path) => Some(path),
                    _ => None,
                }));
            }
        }
    }
}

impl From<Filter> for SegmentKind {
    fn from(filter: Filter) -> SegmentKind {
        SegmentKind::Filter(Box::new(filter))
    }
}
