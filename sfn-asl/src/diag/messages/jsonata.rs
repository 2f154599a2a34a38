//! The query language of a state, and what its expressions give.

use crate::diag::{Code, Diagnostics, Loc, Place};
use crate::query::QueryError;
use crate::query::jsonata::Type;

/// "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine"
pub fn downgrade(cx: &mut Diagnostics, language: Loc, machine: Loc) {
    let message = "a state of a JSONata machine cannot go back to JSONPath: refused by the service";
    cx.error(Code(8002), language, message)
        .help("remove this, or set JSONata for each of the other states instead of the machine")
        .label(machine, "the machine's language");
}

/// What a path, an intrinsic call or an expression has wrong in itself.
pub fn in_query(cx: &mut Diagnostics, place: Place, error: QueryError, is_certain: bool) {
    let finding = if is_certain {
        cx.error(error.code, place, error.message)
    } else {
        cx.warning(error.code, place, error.message)
    };
    if let Some(help) = error.help {
        finding.help(help);
    }
}

/// "returned an unexpected result type"
pub fn wrong_result(cx: &mut Diagnostics, place: Loc, field: &str, wanted: &str, given: Type) {
    let message =
        format!("`{field}` must be {wanted}, and this gives {given}: fails with States.QueryEvaluationError");
    cx.error(Code(8014), place, message);
}
