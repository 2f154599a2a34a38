//! Operators, with the conversions of JavaScript.

use sfn_asl::query::javascript::BinaryOp;

use super::value::Value;

/// Whether the left side is the value already; `None` for operators that need both.
pub(super) fn short_circuit(op: BinaryOp, left: &Value) -> Option<bool> {
    match op {
        BinaryOp::And => Some(!left.is_true()),
        BinaryOp::Or => Some(left.is_true()),
        BinaryOp::Coalesce => Some(!matches!(left, Value::Undefined | Value::Null)),
        _ => None,
    }
}

pub(super) fn apply(op: BinaryOp, left: Value, right: Value) -> Value {
    let numbers = |of: fn(f64, f64) -> f64| Value::Number(of(left.number(), right.number()));
    match op {
        BinaryOp::Add if is_text(&left) || is_text(&right) => Value::String(left.text() + &right.text()),
        BinaryOp::Add => numbers(|a, b| a + b),
        BinaryOp::Subtract => numbers(|a, b| a - b),
        BinaryOp::Multiply => numbers(|a, b| a * b),
        BinaryOp::Divide => numbers(|a, b| a / b),
        BinaryOp::Remainder => numbers(|a, b| a % b),
        BinaryOp::Power => numbers(f64::powf),
        BinaryOp::Equal => Value::Bool(is_equal(&left, &right)),
        BinaryOp::NotEqual => Value::Bool(!is_equal(&left, &right)),
        BinaryOp::Less => Value::Bool(is_ordered(&left, &right, |it| it.is_lt())),
        BinaryOp::LessOrEqual => Value::Bool(is_ordered(&left, &right, |it| it.is_le())),
        BinaryOp::Greater => Value::Bool(is_ordered(&left, &right, |it| it.is_gt())),
        BinaryOp::GreaterOrEqual => Value::Bool(is_ordered(&left, &right, |it| it.is_ge())),
        // Decided by the left side.
        BinaryOp::And | BinaryOp::Or | BinaryOp::Coalesce => right,
    }
}

/// What `+` joins as text.
fn is_text(value: &Value) -> bool {
    matches!(value, Value::String(_) | Value::List(_) | Value::Object(_))
}

/// Without conversion, but that `null` and `undefined` are equal, as `==` has it.
pub(super) fn is_equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Undefined | Value::Null, Value::Undefined | Value::Null) => true,
        _ => left == right,
    }
}

fn is_ordered(left: &Value, right: &Value, is: fn(core::cmp::Ordering) -> bool) -> bool {
    if let (Value::String(left), Value::String(right)) = (left, right) {
        return is(left.encode_utf16().cmp(right.encode_utf16()));
    }
    left.number().partial_cmp(&right.number()).is_some_and(is)
}
