//! Numbers, sizes and timestamps.

use crate::diag::{Code, Diagnostics, Loc};
use crate::value::{Number, Text};

/// Below or above what the field takes.
pub fn out_of_range(cx: &mut Diagnostics, code: Code, field: &str, number: &Number, range: &str) {
    let message = format!("`{field}` is {}, but must be {range}: refused by the service", number.value);
    cx.error(code, number.loc, message);
}

/// `1.5` where only whole numbers count.
pub fn not_whole(cx: &mut Diagnostics, field: &str, number: &Number) {
    let message =
        format!("`{field}` is {}, but must be a whole number: refused by the service", number.value);
    cx.error(Code(3007), number.loc, message);
}

/// The heartbeat could never be missed before the task times out.
pub fn heartbeat_too_long(cx: &mut Diagnostics, heartbeat: &Number, timeout: &Number, is_longer: bool) {
    let message = format!(
        "`HeartbeatSeconds` is {}, but must be less than `TimeoutSeconds`: the task times out before a heartbeat is missed",
        heartbeat.value
    );
    let finding = if is_longer {
        cx.error(Code(3008), heartbeat.loc, message)
    } else {
        cx.warning(Code(3008), heartbeat.loc, message)
    };
    finding.label(timeout.loc, format!("times out after {}", timeout.value));
}

/// Not RFC 3339.
pub fn timestamp(cx: &mut Diagnostics, code: Code, text: &Text, is_expression: bool) {
    let message = format!("`{}` is no RFC 3339 timestamp: refused by the service", text.value);
    let finding = cx.error(code, text.loc, message);
    finding.help(if is_expression {
        "only states with `\"QueryLanguage\": \"JSONata\"` evaluate it; use `TimestampPath`"
    } else {
        "write it like `2030-01-31T12:00:00Z`, with `T` and a `Z` or an offset"
    });
}

/// More than a definition may have.
pub fn definition_too_large(cx: &mut Diagnostics, body: Loc, length: usize, limit: usize) {
    let message =
        format!("the definition has {length} characters, more than {limit}: refused by the service");
    cx.error(Code(1015), body, message)
        .help("move part of it into a machine of its own, called with `states:startExecution`");
}

/// Nearly more than a definition may have.
pub fn definition_nearly_too_large(cx: &mut Diagnostics, body: Loc, length: usize, limit: usize) {
    let message =
        format!("the definition has {length} characters of {limit}: the request as a whole may be refused");
    cx.warning(Code(1015), body, message);
}
