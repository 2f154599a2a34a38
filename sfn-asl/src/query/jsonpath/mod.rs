//! JSONPath as Step Functions runs it: text into a tree and back, and what the tree may be used for.
//!
//! The dialect is Jayway's (json-path/JsonPath), not RFC 9535: filters have `in` and `=~`, functions may follow a
//! path, slices have no step, names after a dot may hold `-`. The table in the tests is what Jayway answers.
//! Which field takes which kind of path is not known here.

use std::ops::Range;

use super::QueryError;

mod context;
mod filter;
mod parse;
mod print;
mod quoted;
mod reference;
pub(in crate::query) mod scan;

#[cfg(test)]
pub(in crate::query) mod random;
#[cfg(test)]
mod tests;

pub use context::{check_context, is_context};
pub use filter::{Comparison, Filter, Literal, Operand};
pub use parse::FUNCTIONS;
pub(in crate::query) use parse::{Within, path};

use scan::Scanner;

/// A JSONPath: where it starts, and the steps from there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Path {
    /// Where it starts.
    pub root: Root,
    /// The steps, functions included.
    pub segments: Vec<Segment>,
}

/// What a path starts from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Root {
    /// `$`: the document the field sees.
    Document,
    /// `$$`: the context object.
    Context,
    /// `$name`: a workflow variable.
    Variable(String),
    /// `@`: the element under test; inside filters only.
    Current,
}

/// One step. Two segments are equal when they mean the same, wherever they stand.
#[derive(Clone, Debug)]
pub struct Segment {
    /// What the step does.
    pub kind: SegmentKind,
    /// Bytes of the parsed text: the name, or what stands between the brackets; `0..0` when built by hand.
    pub range: Range<usize>,
}

impl PartialEq for Segment {
    fn eq(&self, other: &Segment) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Segment {}

impl From<SegmentKind> for Segment {
    fn from(kind: SegmentKind) -> Segment {
        Segment { kind, range: 0..0 }
    }
}

/// The kinds of steps.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SegmentKind {
    /// `.name` or `['name']`.
    Name(String),
    /// `['a','b']`: as the last step one object with these fields, otherwise many values.
    Names(Vec<String>),
    /// `[0]`; from the end when negative.
    Index(i64),
    /// `[0,2]`.
    Indexes(Vec<i64>),
    /// `[1:3]`, either end open.
    Slice(Option<i64>, Option<i64>),
    /// `[*]` or `.*`.
    Wildcard,
    /// `..`: the next step is tried on every node below; never the last one.
    Descendant,
    /// `[?(…)]`.
    Filter(Box<Filter>),
    /// `.length()`; see [`FUNCTIONS`].
    Function {
        /// Its name.
        name: String,
        /// Its arguments: paths, numbers and texts.
        args: Vec<Operand>,
    },
}

/// Reads a path. More than one error comes back only where the first did not hide the rest.
pub fn parse(text: &str) -> Result<Path, Vec<QueryError>> {
    let mut scanner = Scanner::new(text);
    let path = parse::whole(&mut scanner);
    scanner.finish(path)
}

impl Path {
    /// A path made of pieces, to be printed.
    pub fn new(root: Root, steps: impl IntoIterator<Item = SegmentKind>) -> Path {
        Path { root, segments: steps.into_iter().map(Segment::from).collect() }
    }

    /// Whether it finds one value or fails, rather than a list of any length.
    ///
    /// Source: `isTokenDefinite` of Jayway's tokens. A list of names is definite at the end of the path only, where
    /// the fields are merged into one object.
    pub fn is_definite(&self) -> bool {
        self.segments.iter().enumerate().all(|(i, segment)| match segment.kind {
            SegmentKind::Name(_) | SegmentKind::Index(_) | SegmentKind::Function { .. } => true,
            SegmentKind::Names(_) => i + 1 == self.segments.len(),
            _ => false,
        })
    }

    /// Whether it is a Reference Path: names and single indexes only. If not, ASL6002 at the first step that is not.
    ///
    /// Source: the specification, "Reference Paths", and the developer guide, which also rules out functions.
    /// Whether `$$` and variables are allowed is up to the field.
    pub fn check_reference(&self) -> Result<(), QueryError> {
        reference::check(self)
    }
}
