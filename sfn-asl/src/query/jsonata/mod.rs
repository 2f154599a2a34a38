//! JSONata as AWS Step Functions runs it: the grammar of 2.0.6, without `$eval`, with six functions of AWS.
//!
//! Text (what stands between `{%` and `%}`) → [`Expr`] → checks, or text again. Nothing is evaluated.

mod analysis;
mod ast;
mod build;
mod check;
mod functions;
mod lexer;
mod messages;
mod parser;
mod printer;
mod shape;
#[cfg(test)]
mod tests;
mod types;
mod walk;

pub use analysis::{Analysis, FunctionCall, Reference, StatesPath, analyse};
pub use ast::{BinaryOp, Binder, Expr, ExprKind, SortTerm};
pub use check::{FieldContext, check, doubts, near_miss};
pub use functions::{argument, is_function, most_arguments};
pub use types::{Type, literal_type};

use super::QueryError;

/// Brackets and operators inside one another. The service's own evaluator gives up before 200.
const MAX_NESTING: usize = 128;

/// Height of the tree, which left-associative chains reach without nesting. Every walk is recursive.
const MAX_HEIGHT: usize = 500;

/// Parses an expression, given without `{%` and `%}`.
pub fn parse(text: &str) -> Result<Expr, Vec<QueryError>> {
    let parsed = parser::Parser::new(text).parse().and_then(|expr| {
        shape::check(&expr, text)?;
        Ok(expr)
    });
    parsed.map_err(|error| vec![*error])
}
