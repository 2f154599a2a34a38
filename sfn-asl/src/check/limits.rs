//! Numbers, sizes and timestamps: the ranges that the service checks when a machine is created.

use super::outline::Outline;
use crate::choice::{Condition, ConditionKind, Family, Operand};
use crate::diag::messages::limits as messages;
use crate::diag::{Code, Diagnostics};
use crate::machine::{Map, NumberField, StateKind, TextField, Wait};
use crate::value::{Number, Text, is_open};

/// "1,048,576 characters" of the API reference.
const LONGEST_DEFINITION: usize = 1_048_576;
/// The request, which may be no longer, holds more than the definition.
const LONG_DEFINITION: usize = 900_000;
/// `TimeoutSeconds`, `HeartbeatSeconds`, `Seconds`, `IntervalSeconds`, `MaxAttempts`.
pub(super) const LONGEST_WAIT: f64 = 99_999_999.0;
/// `MaxDelaySeconds`.
const LONGEST_DELAY: f64 = 31_622_400.0;
const MOST_ITEMS: f64 = 100_000_000.0;
/// A batch is the input of a child execution: "262144".
const LARGEST_BATCH: f64 = 262_144.0;

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline, length: Option<usize>) {
    check_definition(cx, outline, length);
    check_timeouts(cx, outline);
    check_waits(cx, outline);
    check_retriers(cx, outline);
    check_maps(cx, outline);
    check_timestamps(cx, outline);
}

// A definition is at most 1 MB.
fn check_definition(cx: &mut Diagnostics, outline: &Outline, length: Option<usize>) {
    let body = outline.machine.body.loc;
    match length {
        Some(length) if length > LONGEST_DEFINITION => {
            messages::definition_too_large(cx, body, length, LONGEST_DEFINITION);
        }
        Some(length) if length > LONG_DEFINITION => {
            messages::definition_nearly_too_large(cx, body, length, LONGEST_DEFINITION);
        }
        _ => {}
    }
}

// Timeouts are whole seconds. A machine's may be 0, a Task's not; its heartbeat is shorter than its timeout.
fn check_timeouts(cx: &mut Diagnostics, outline: &Outline) {
    whole(cx, "TimeoutSeconds", outline.machine.timeout_seconds.as_ref(), 0.0, LONGEST_WAIT);
    for site in &outline.sites {
        let StateKind::Task(task) = &site.state.kind else { continue };
        let (timeout, heartbeat) = (literal(&task.timeout), literal(&task.heartbeat));
        whole(cx, "TimeoutSeconds", timeout, 1.0, LONGEST_WAIT);
        whole(cx, "HeartbeatSeconds", heartbeat, 1.0, LONGEST_WAIT);
        if let (Some(timeout), Some(heartbeat)) = (timeout, heartbeat)
            && let (Some(limit), Some(value)) = (value(timeout), value(heartbeat))
            && value >= limit
        {
            // Nobody has seen the service refuse equal ones.
            messages::heartbeat_too_long(cx, heartbeat, timeout, value > limit);
        }
    }
}

// A Wait waits for whole seconds, possibly none.
fn check_waits(cx: &mut Diagnostics, outline: &Outline) {
    for site in &outline.sites {
        if let StateKind::Wait(Some(Wait::Seconds(NumberField::Literal(seconds)))) = &site.state.kind {
            whole(cx, "Seconds", Some(seconds), 0.0, LONGEST_WAIT);
        }
    }
}

// Retriers count in whole numbers, but for the rate, which is at least 1.
fn check_retriers(cx: &mut Diagnostics, outline: &Outline) {
    for retrier in outline.sites.iter().flat_map(|it| it.state.retry.iter().flatten()) {
        whole(cx, "IntervalSeconds", retrier.interval_seconds.as_ref(), 0.0, LONGEST_WAIT);
        whole(cx, "MaxAttempts", retrier.max_attempts.as_ref(), 0.0, LONGEST_WAIT);
        whole(cx, "MaxDelaySeconds", retrier.max_delay_seconds.as_ref(), 1.0, LONGEST_DELAY);
        between(cx, "BackoffRate", retrier.backoff_rate.as_ref(), 1.0, f64::INFINITY);
    }
}

// Maps count in whole numbers, but for the percentage.
fn check_maps(cx: &mut Diagnostics, outline: &Outline) {
    for site in &outline.sites {
        let StateKind::Map(map) = &site.state.kind else { continue };
        let Map { max_concurrency, tolerated_failure_count, tolerated_failure_percentage, .. } = &**map;
        whole(cx, "MaxConcurrency", literal(max_concurrency), 0.0, f64::INFINITY);
        whole(cx, "ToleratedFailureCount", literal(tolerated_failure_count), 0.0, f64::INFINITY);
        between(cx, "ToleratedFailurePercentage", literal(tolerated_failure_percentage), 0.0, 100.0);
        if let Some(config) = map.item_reader.as_ref().and_then(|it| it.config.as_ref()) {
            whole(cx, "MaxItems", literal(&config.max_items), 0.0, MOST_ITEMS);
        }
        if let Some(batcher) = &map.item_batcher {
            whole(cx, "MaxItemsPerBatch", literal(&batcher.max_items_per_batch), 0.0, f64::INFINITY);
            let bytes = literal(&batcher.max_input_bytes_per_batch);
            if whole(cx, "MaxInputBytesPerBatch", bytes, 0.0, f64::INFINITY) {
                range(cx, Code(10005), "MaxInputBytesPerBatch", bytes, 0.0, LARGEST_BATCH);
            }
        }
    }
}

// A timestamp in the document is one of RFC 3339, with `T` and a time zone.
fn check_timestamps(cx: &mut Diagnostics, outline: &Outline) {
    for site in &outline.sites {
        match &site.state.kind {
            StateKind::Wait(Some(Wait::Timestamp(TextField::Literal(text)))) => {
                timestamp(cx, Code(3009), text)
            }
            StateKind::Choice(choice) => {
                for rule in &choice.rules {
                    operands(cx, &rule.condition);
                }
            }
            _ => {}
        }
    }
}

fn operands(cx: &mut Diagnostics, condition: &Condition) {
    match &condition.kind {
        ConditionKind::And(items) | ConditionKind::Or(items) => items.iter().for_each(|it| operands(cx, it)),
        ConditionKind::Not(inner) => operands(cx, inner),
        ConditionKind::Compare { operator, operand: Operand::Text(text), .. }
            if operator.value.family() == Family::Timestamp =>
        {
            timestamp(cx, Code(5003), text);
        }
        _ => {}
    }
}

fn timestamp(cx: &mut Diagnostics, code: Code, text: &Text) {
    if !is_open(&text.value) && !is_timestamp(&text.value) {
        messages::timestamp(cx, code, text, text.value.starts_with("{%"));
    }
}

/// Whether `text` is a date and time of RFC 3339 as the service takes it: `T` and `Z` are capitals.
pub(super) fn is_timestamp(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else { return false };
    let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at(zone);
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [Some(year), Some(month), Some(day)] = digits(date, '-', [4, 2, 2]) else { return false };
    let [Some(hour), Some(minute), Some(second)] = digits(time, ':', [2, 2, 2]) else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        _ => 31,
    };
    let is_zone = zone == "Z"
        || zone.strip_prefix(['+', '-']).is_some_and(
            |it| matches!(digits(it, ':', [2, 2]), [Some(hour), Some(minute)] if hour < 24 && minute < 60),
        );
    (1..=12).contains(&month)
        && (1..=days).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60
        && !fraction.is_empty()
        && fraction.bytes().all(|it| it.is_ascii_digit())
        && is_zone
}

/// The numbers between the separators, if there are as many and each has as many digits as it should.
fn digits<const N: usize>(text: &str, separator: char, lengths: [usize; N]) -> [Option<u32>; N] {
    let mut parts = text.split(separator);
    let mut numbers = [None; N];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        let part = parts.next().unwrap_or_default();
        if part.len() == length && part.bytes().all(|it| it.is_ascii_digit()) {
            *number = part.parse().ok();
        }
    }
    if parts.next().is_some() { [None; N] } else { numbers }
}

fn literal(field: &Option<NumberField>) -> Option<&Number> {
    match field {
        Some(NumberField::Literal(number)) => Some(number),
        _ => None,
    }
}

/// The value of a number in the document; `None` if it is filled in later.
pub(super) fn value(number: &Number) -> Option<f64> {
    number.value.parse().ok()
}

fn whole(cx: &mut Diagnostics, field: &str, number: Option<&Number>, low: f64, high: f64) -> bool {
    if let Some(number) = number
        && value(number).is_some_and(|it| it.fract() != 0.0)
    {
        messages::not_whole(cx, field, number);
        return false;
    }
    between(cx, field, number, low, high)
}

fn between(cx: &mut Diagnostics, field: &str, number: Option<&Number>, low: f64, high: f64) -> bool {
    range(cx, Code(3006), field, number, low, high)
}

/// Returns whether the number is inside.
fn range(
    cx: &mut Diagnostics,
    code: Code,
    field: &str,
    number: Option<&Number>,
    low: f64,
    high: f64,
) -> bool {
    let Some(number) = number else { return true };
    let Some(value) = value(number) else { return true };
    let is_inside = (low..=high).contains(&value);
    if !is_inside {
        let range =
            if high.is_finite() { format!("between {low} and {high}") } else { format!("at least {low}") };
        messages::out_of_range(cx, code, field, number, &range);
    }
    is_inside
}

#[cfg(test)]
mod tests {
    use super::is_timestamp;

    #[test]
    fn knows_timestamps() {
        for text in [
            "2030-01-01T00:00:00Z",
            "2016-02-29T23:59:60.123456Z",
            "2030-12-31T00:00:00+05:30",
            "2030-12-31T00:00:00.0-08:00",
        ] {
            assert!(is_timestamp(text), "{text}");
        }
        for text in [
            "",
            "2030-01-01",
            "2030-01-01 00:00:00Z",
            "2030-01-01t00:00:00Z",
            "2030-01-01T00:00:00z",
            "2030-01-01T00:00:00",
            "2030-13-01T00:00:00Z",
            "2030-02-29T00:00:00Z",
            "2030-01-01T24:00:00Z",
            "2030-01-01T00:60:00Z",
            "01-01-2030T00:00:00Z",
            "2030-01-01T00:00Z",
            "2030-01-01T00:00:00.Z",
            "2030-01-01T00:00:00+0530",
            "{% $states.input.t %}",
        ] {
            assert!(!is_timestamp(text), "{text}");
        }
    }
}
