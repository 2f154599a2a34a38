//! Intrinsic functions of JSONPath states: `States.Format('Order {}', $.id)` into a tree and back, and its mistakes.
//!
//! Which field takes an intrinsic is not known here.

use std::fmt::{self, Display, Formatter, Write};
use std::ops::Range;

use super::{QueryError, jsonpath};
use jsonpath::scan::Scanner;

mod advise;
mod check;
mod functions;
mod parse;
mod text;

#[cfg(test)]
mod tests;

pub use advise::advise;
pub use check::{MOST_CALLS, check};
pub use functions::{ALGORITHMS, FUNCTIONS, Function, Parameter, Type, function};
pub use text::{Piece, PieceKind, Text, escape_string, escape_template};

/// A call. Two calls are equal when they mean the same, wherever they stand.
#[derive(Clone, Debug)]
pub struct Call {
    /// Name as spelled, `States.` included; not necessarily a known one.
    pub name: String,
    /// Bytes of the name; `0..0` when built by hand.
    pub name_range: Range<usize>,
    /// Arguments.
    pub args: Vec<Arg>,
    /// Bytes from the name to the closing parenthesis; `0..0` when built by hand.
    pub range: Range<usize>,
}

/// An argument. Two arguments are equal when they mean the same, wherever they stand.
#[derive(Clone, Debug)]
pub struct Arg {
    /// What it is.
    pub kind: ArgKind,
    /// Its bytes, quotes included; `0..0` when built by hand.
    pub range: Range<usize>,
}

/// The kinds of arguments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ArgKind {
    /// `'…'`; also a template with slots.
    String(Text),
    /// A number, as spelled.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// A path from `$`, `$$` or a variable.
    Path(jsonpath::Path),
    /// A call inside.
    Call(Call),
}

impl PartialEq for Call {
    fn eq(&self, other: &Call) -> bool {
        self.name == other.name && self.args == other.args
    }
}

impl Eq for Call {}

impl PartialEq for Arg {
    fn eq(&self, other: &Arg) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Arg {}

impl From<ArgKind> for Arg {
    fn from(kind: ArgKind) -> Arg {
        Arg { kind, range: 0..0 }
    }
}

impl Call {
    /// A call made of pieces, to be printed.
    pub fn new(name: &str, args: impl IntoIterator<Item = ArgKind>) -> Call {
        Call {
            name: name.to_owned(),
            name_range: 0..0,
            args: args.into_iter().map(Arg::from).collect(),
            range: 0..0,
        }
    }

    /// What it gives, as far as the function alone tells.
    pub fn result(&self) -> Type {
        function(&self.name).map_or(Type::Any, |function| function.result)
    }

    /// The paths it reads, calls inside included, each with its bytes.
    pub fn paths(&self) -> Vec<(&jsonpath::Path, Range<usize>)> {
        let mut paths = Vec::new();
        for arg in &self.args {
            match &arg.kind {
                ArgKind::Path(path) => paths.push((path, arg.range.clone())),
                ArgKind::Call(call) => paths.extend(call.paths()),
                _ => {}
            }
        }
        paths
    }

    /// This call and those inside, in the order written.
    pub fn calls(&self) -> Vec<&Call> {
        let mut calls = vec![self];
        for arg in &self.args {
            if let ArgKind::Call(call) = &arg.kind {
                calls.extend(call.calls());
            }
        }
        calls
    }
}

/// Reads a call: ASL7002 for its own syntax, ASL6001 inside paths. Names and arguments are left to [`check`].
pub fn parse(text: &str) -> Result<Call, Vec<QueryError>> {
    let mut scanner = Scanner::new(text);
    let call = parse::whole(&mut scanner);
    scanner.finish(call)
}

/// Whether a text would be taken for an intrinsic call. A blank in front makes it no call for AWS either.
pub fn looks_like(text: &str) -> bool {
    text.starts_with("States.")
}

impl Display for Call {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.name)?;
        for (i, arg) in self.args.iter().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            write!(f, "{}", arg.kind)?;
        }
        f.write_char(')')
    }
}

impl Display for ArgKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            ArgKind::String(text) => write!(f, "{text}"),
            ArgKind::Number(spelling) => f.write_str(spelling),
            ArgKind::Bool(value) => write!(f, "{value}"),
            ArgKind::Null => f.write_str("null"),
            ArgKind::Path(path) => write!(f, "{path}"),
            ArgKind::Call(call) => write!(f, "{call}"),
        }
    }
}
