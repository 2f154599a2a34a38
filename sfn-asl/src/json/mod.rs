//! Strict JSON text into values, with a place for every value and every key.
//!
//! The service reads with Jackson, which knows no comments, no trailing commas and no `NaN`: all of these are refused
//! here too, each with its own words, and reading goes on behind them so that one run reports everything.
//! What the values mean is not known here.

mod number;
mod object;
mod parse;
mod places;
mod text;

#[cfg(test)]
mod tests;

pub use parse::parse;
pub use places::{Position, SourceMap};

use crate::value::Value;

/// What [`parse`] found.
#[derive(Debug)]
pub struct Parsed {
    /// The value; `None` when it could not be made out, which has been reported.
    pub value: Option<Value>,
    /// Where everything stands.
    pub map: SourceMap,
}
