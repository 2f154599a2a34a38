//! The three expression languages of ASL, each with one parser, one tree and one printer.
//!
//! Nothing is evaluated here, and nothing here knows where the text came from: places are byte ranges of the text.

use std::ops::Range;

use crate::diag::Code;

pub mod intrinsic;
pub mod javascript;
pub mod jsonata;
pub mod jsonpath;

/// What is wrong inside the text of a path, an intrinsic call or a JSONata expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QueryError {
    /// Number in the catalogue.
    pub code: Code,
    /// The wrong bytes of the text.
    pub range: Range<usize>,
    /// What is wrong; one line, no full stop.
    pub message: String,
    /// The edit that mends it.
    pub help: Option<String>,
}

impl QueryError {
    /// An error without help.
    pub fn new(code: u16, range: Range<usize>, message: impl Into<String>) -> QueryError {
        QueryError { code: Code(code), range, message: message.into(), help: None }
    }

    /// Adds the edit that mends it.
    pub fn with_help(mut self, help: impl Into<String>) -> QueryError {
        self.help = Some(help.into());
        self
    }
}
