//! The three expression languages of ASL, each with one parser, one tree and one printer.
//!
//! Nothing is evaluated here, and nothing here knows where the text came from: places are byte ranges of the text.

use std::ops::Range;

use crate::diag::Code;
use crate::sort::sorted;

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

/// Errors in the order of the text.
fn in_order(errors: Vec<QueryError>) -> Vec<QueryError> {
    let key = |at: usize| (errors[at].range.start, errors[at].range.end);
    let by_place = sorted(errors.len(), &|a, b| key(a) < key(b));
    let mut errors: Vec<Option<QueryError>> = errors.into_iter().map(Some).collect();
    by_place.into_iter().filter_map(|it| errors[it].take()).collect()
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
