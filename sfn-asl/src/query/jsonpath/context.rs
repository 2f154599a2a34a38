//! The fields of the context object.
//!
//! Source: developer guide, "Accessing execution data from the Context object".

use super::scan::shown;
use super::{Path, Root, Segment, SegmentKind};
use crate::diag::suggest::nearest;
use crate::query::QueryError;

/// What stands at a place of the context object.
enum Shape {
    /// Exactly these fields.
    Object(&'static [(&'static str, Shape)]),
    /// Text or a number: nothing below.
    Scalar,
    /// Whatever the execution was given.
    Any,
}

use Shape::{Any, Object, Scalar};

static CONTEXT: Shape = Object(&[
    (
        "Execution",
        Object(&[
            ("Id", Scalar),
            ("Input", Any),
            ("Name", Scalar),
            ("RoleArn", Scalar),
            ("StartTime", Scalar),
            ("RedriveCount", Scalar),
            ("RedriveTime", Scalar),
        ]),
    ),
    ("State", Object(&[("EnteredTime", Scalar), ("Name", Scalar), ("RetryCount", Scalar)])),
    ("StateMachine", Object(&[("Id", Scalar), ("Name", Scalar)])),
    ("Task", Object(&[("Token", Scalar)])),
    (
        "Map",
        Object(&[(
            "Item",
            Object(&[("Index", Scalar), ("Value", Any), ("Source", Scalar), ("Key", Scalar)]),
        )]),
    ),
]);

/// ASL6010 at the first step of a `$$` path that leads to nothing the context object has.
///
/// Any other path is fine, and so is what lies behind a wildcard, a slice or a filter: these find nothing, but
/// do not fail. Whether `Task` or `Map` exists in this state is up to the caller.
pub fn check_context(path: &Path) -> Option<QueryError> {
    if path.root != Root::Context {
        return None;
    }
    let mut shape = &CONTEXT;
    let mut place = String::from("$$");
    for segment in &path.segments {
        let names = match &segment.kind {
            SegmentKind::Name(name) => std::slice::from_ref(name),
            SegmentKind::Names(names) => names.as_slice(),
            SegmentKind::Index(_) if !matches!(shape, Any) => {
                return Some(unknown(segment, format!("`{place}` is no list")));
            }
            _ => return None,
        };
        let mut below = shape;
        for name in names {
            below = match shape {
                Any => return None,
                Scalar => return Some(unknown(segment, format!("`{place}` has no fields"))),
                Object(fields) => match fields.iter().find(|(field, _)| field == name) {
                    Some((_, shape)) => shape,
                    None => return Some(no_field(segment, &place, name, fields)),
                },
            };
        }
        let [name] = names else { return None };
        place.push('.');
        place.push_str(name);
        shape = below;
    }
    None
}

/// Whether the context object may have what these names lead to.
pub fn is_context(names: &[&str]) -> bool {
    let mut shape = &CONTEXT;
    for name in names {
        shape = match shape {
            Any => return true,
            Scalar => return false,
            Object(fields) => match fields.iter().find(|(field, _)| field == name) {
                Some((_, below)) => below,
                None => return false,
            },
        };
    }
    true
}

fn unknown(segment: &Segment, message: String) -> QueryError {
    QueryError::new(6010, segment.range.clone(), message)
}

fn no_field(segment: &Segment, place: &str, name: &str, fields: &[(&'static str, Shape)]) -> QueryError {
    let names = || fields.iter().map(|(field, _)| *field);
    let error = unknown(segment, format!("`{place}` has no field {}", shown(name)));
    match nearest(name, names()) {
        Some(meant) => error.with_help(format!("did you mean `{meant}`?")),
        None => error.with_help(format!("it has `{}`", names().collect::<Vec<_>>().join("`, `"))),
    }
}
