//! What an expression reads and calls, for those who know the machine around it.

use std::ops::Range;

use super::ast::{Expr, ExprKind};
use super::functions;
use super::walk::{Event, walk};

/// What an expression reads and calls, each in the order of the text.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Analysis {
    /// Machine variables that are read: `$name`, unless the expression binds the name itself.
    ///
    /// A name of the library is listed only where it is read as a value, as in `$map(xs, $uppercase)`: it is the
    /// function unless the machine assigns the name.
    pub variables: Vec<Reference>,
    /// Paths into `$states`.
    pub states: Vec<StatesPath>,
    /// Calls of `$name(…)` that the expression does not define itself.
    pub calls: Vec<FunctionCall>,
    /// Names, `$`, `*` and `**` where there is no context, and `$$` anywhere.
    pub unrooted: Vec<Reference>,
}

/// A name and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reference {
    /// Without the `$` of a variable; for [`Analysis::unrooted`] as printed.
    pub name: String,
    /// With the `$`.
    pub range: Range<usize>,
}

/// `$states.input.a[0].b` has the segments `input`, `a`, `b`: indexes and predicates are left out, and the path
/// ends before the first step that is no name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatesPath {
    /// The names; none for `$states` alone.
    pub segments: Vec<String>,
    /// From the `$` to the last segment.
    pub range: Range<usize>,
    /// Where each segment stands.
    pub segment_ranges: Vec<Range<usize>>,
}

/// A call of a function of the library, or of one that does not exist.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FunctionCall {
    /// Without the `$`.
    pub name: String,
    /// Number of arguments, with what `~>` passes.
    pub argc: usize,
    /// The `$name`.
    pub range: Range<usize>,
}

/// Collects what `expr` reads and calls.
pub fn analyse(expr: &Expr) -> Analysis {
    let mut analysis = Analysis::default();
    for event in walk(expr) {
        match event {
            Event::Variable { name, range } => {
                analysis.variables.push(Reference { name: name.to_owned(), range });
            }
            Event::States { steps, range } => {
                let (segments, segment_ranges) =
                    steps.into_iter().map(|(name, at)| (name.to_owned(), at)).unzip();
                analysis.states.push(StatesPath { segments, range, segment_ranges });
            }
            Event::Unrooted { expr, .. } => {
                analysis.unrooted.push(Reference { name: expr.to_string(), range: expr.range.clone() });
            }
            Event::Call { name, args, range, .. } => {
                analysis.calls.push(FunctionCall { name: name.to_owned(), argc: args.len(), range });
            }
            Event::Chain { name, range, .. } => {
                analysis.calls.push(FunctionCall { name: name.to_owned(), argc: 1, range });
            }
            Event::Method { .. } | Event::Intrinsic { .. } => {}
        }
    }
    analysis
}

impl Analysis {
    /// The variables that cannot be functions of the library.
    pub fn machine_variables(&self) -> impl Iterator<Item = &Reference> {
        self.variables.iter().filter(|it| !functions::is_function(&it.name))
    }
}

/// Whether an argument leaves its place open.
pub(super) fn is_placeholder(expr: &&Expr) -> bool {
    expr.kind == ExprKind::Placeholder
}
