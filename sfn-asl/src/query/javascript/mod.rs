//! The expressions of JavaScript that `evaluate` takes: literals, paths from `$`, operators, methods of strings and
//! lists, functions of `Math`, and functions `x => …` as their arguments.
//!
//! Text → [`Expr`]. What the methods mean is for those who translate or run the tree: [`functions`] lists them.

mod ast;
pub mod functions;
mod jsonata;
mod lexer;
mod parse;
#[cfg(test)]
mod tests;

pub use ast::{BinaryOp, Expr, ExprKind, UnaryOp};
pub use jsonata::to_jsonata;
pub use parse::parse;

use std::ops::Range;

/// Parentheses, calls and functions inside one another.
const MAX_NESTING: usize = 64;

/// What is not in the subset, or is no JavaScript.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Something else was expected.
    Expected(&'static str),
    /// A path in a text, where it stays text.
    PathInText(String),
    /// JavaScript, and not of the subset.
    NotTaken(String),
    /// Too many things inside one another.
    TooDeep,
}

/// A fault and the bytes that it is at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    /// What is wrong.
    pub fault: Fault,
    /// Where.
    pub range: Range<usize>,
}

/// The paths from `$` that an expression reads, as they are written, each once and in order. What is called, and
/// `length`, is not of the path.
pub fn paths<'a>(expr: &Expr, text: &'a str) -> Vec<&'a str> {
    let mut found = Vec::new();
    expr.each_path(&mut |range: &Range<usize>| {
        let path = text.get(range.clone()).unwrap_or_default();
        if !found.contains(&path) {
            found.push(path);
        }
    });
    found
}
