//! Calls that work, and probably not as meant.

use super::{ArgKind, Call};
use crate::query::QueryError;

/// Warnings about a call and those inside it: 7007 fractions that are rounded first, 7010 more than one delimiter.
pub fn advise(call: &Call) -> Vec<QueryError> {
    let mut warnings = Vec::new();
    for call in call.calls() {
        for (position, arg) in call.args.iter().enumerate() {
            let warning = match (&arg.kind, call.name.as_str()) {
                (
                    ArgKind::Number(spelling),
                    "States.MathAdd" | "States.MathRandom" | "States.ArrayRange" | "States.ArrayPartition",
                ) if spelling.parse().is_ok_and(|value: f64| value.fract() != 0.0) => {
                    QueryError::new(7007, arg.range.clone(), "this is rounded to a whole number first")
                }
                (ArgKind::String(text), "States.StringSplit")
                    if position == 1 && text.value().chars().count() > 1 =>
                {
                    let message =
                        "the text is split at any one of these characters, not at all of them in a row";
                    QueryError::new(7010, arg.range.clone(), message)
                }
                _ => continue,
            };
            warnings.push(warning);
        }
    }
    warnings
}
