//! What keeps a path from being a Reference Path.

use super::{Path, SegmentKind};
use crate::query::QueryError;

pub(super) fn check(path: &Path) -> Result<(), QueryError> {
    let refused = path.segments.iter().find_map(|segment| refusal(&segment.kind).map(|why| (segment, why)));
    let Some((segment, (what, help))) = refused else { return Ok(()) };
    let message =
        format!("a Reference Path leads to one node by names and indexes, so {what} cannot stand here");
    Err(QueryError::new(6002, segment.range.clone(), message).with_help(help))
}

fn refusal(kind: &SegmentKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        SegmentKind::Name(_) | SegmentKind::Index(_) => return None,
        SegmentKind::Names(_) => ("a list of names", "keep one name"),
        SegmentKind::Indexes(_) => ("a list of indexes", "keep one index"),
        SegmentKind::Slice(..) => ("a slice", "keep one index"),
        SegmentKind::Wildcard => ("`*`", "name one element, as in `[0]`"),
        SegmentKind::Descendant => ("`..`", "spell the way out"),
        SegmentKind::Filter(_) => ("a filter", "filter in a Pass state before, and refer to its result"),
        SegmentKind::Function { .. } => {
            ("a function", "compute it in a Pass state before, and refer to its result")
        }
    })
}
