//! Values of attributes, with their types: `{"S": "text"}`.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::expression::Refusal;
use crate::query::base64;

/// How the AWS SDK for Java, and so an AWS SDK integration, spells some types.
const SPELLED: [(&str, &str); 5] =
    [("BOOL", "Bool"), ("BS", "Bs"), ("NS", "Ns"), ("NULL", "Nul"), ("SS", "Ss")];

/// A value as the API spells its type, with numbers in their shortest form; or as an AWS SDK integration does.
pub(super) fn spelled(value: &Value, for_sdk: bool) -> Value {
    let Some((kind, inside)) = value.as_object().and_then(|it| it.iter().next()) else {
        return value.clone();
    };
    let (api, sdk) = SPELLED.iter().find(|it| it.0 == kind || it.1 == kind).copied().unwrap_or((kind, kind));
    let number = |it: &Value| Decimal::of(it).map_or_else(|| it.clone(), |it| it.to_string().into());
    let inside = match (api, inside) {
        ("M", Value::Object(fields)) => item(fields, for_sdk).into(),
        ("L", Value::Array(items)) => items.iter().map(|it| spelled(it, for_sdk)).collect(),
        ("NS", Value::Array(items)) => items.iter().map(number).collect(),
        ("N", it) => number(it),
        (_, it) => it.clone(),
    };
    json!({ if for_sdk { sdk } else { api }: inside })
}

/// The attributes of an item, spelled.
pub(super) fn item(fields: &Map<String, Value>, for_sdk: bool) -> Map<String, Value> {
    fields.iter().map(|(name, it)| (name.clone(), spelled(it, for_sdk))).collect()
}

/// `S`, `N`, … and what is inside.
pub(super) fn typed(value: &Value) -> (&str, &Value) {
    match value.as_object().and_then(|it| it.iter().next()) {
        Some((kind, inside)) => (kind, inside),
        None => ("", &Value::Null),
    }
}

/// The words that messages have for types.
pub(super) fn type_name(value: &Value) -> &'static str {
    match typed(value).0 {
        "S" => "STRING",
        "N" => "NUMBER",
        "B" => "BINARY",
        "BOOL" => "BOOLEAN",
        "NULL" => "NULL",
        "M" => "MAP",
        "L" => "LIST",
        "SS" => "STRING_SET",
        "NS" => "NUMBER_SET",
        "BS" => "BINARY_SET",
        _ => "UNKNOWN",
    }
}

/// The members of a set.
pub(super) fn members(value: &Value) -> Option<&Vec<Value>> {
    match typed(value) {
        ("SS" | "NS" | "BS", inside) => inside.as_array(),
        _ => None,
    }
}

/// Whether the values are of one type and the same.
pub(super) fn equal(left: &Value, right: &Value) -> bool {
    if let (Some(a), Some(b)) = (members(left), members(right)) {
        return typed(left).0 == typed(right).0 && a.len() == b.len() && a.iter().all(|it| b.contains(it));
    }
    match (typed(left), typed(right)) {
        (("L", Value::Array(a)), ("L", Value::Array(b))) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (("M", Value::Object(a)), ("M", Value::Object(b))) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| equal(a, b)))
        }
        _ => left == right,
    }
}

/// Which of two texts, numbers or binaries comes first; none if they are of other types.
pub(super) fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (typed(left), typed(right)) {
        (("S", Value::String(a)), ("S", Value::String(b))) => Some(a.as_bytes().cmp(b.as_bytes())),
        (("N", a), ("N", b)) => Decimal::of(a)?.compare(&Decimal::of(b)?),
        (("B", Value::String(a)), ("B", Value::String(b))) => {
            Some(base64::decode(a)?.cmp(&base64::decode(b)?))
        }
        _ => None,
    }
}

/// The sum or difference of two numbers.
pub(super) fn add(left: &Value, right: &Value, is_minus: bool) -> Result<Value, Refusal> {
    for value in [left, right] {
        if typed(value).0 != "N" {
            let operator = if is_minus { '-' } else { '+' };
            return Err(format!(
                "Incorrect operand type for operator or function; operator or function: {operator}, operand type: {}",
                type_name(value)
            ));
        }
    }
    let sum = Decimal::of(typed(left).1).zip(Decimal::of(typed(right).1));
    let sum = sum.and_then(|(a, b)| a.plus(if is_minus { b.negative() } else { b }));
    match sum {
        Some(sum) => Ok(json!({"N": sum.to_string()})),
        None => Err("Attempting to store more than 38 significant digits in a Number".to_owned()),
    }
}

/// A number as the service keeps it: up to 38 digits, and how many of them are behind the point.
#[derive(Clone, Copy, Debug)]
struct Decimal {
    digits: i128,
    scale: i32,
}

impl Decimal {
    fn of(value: &Value) -> Option<Decimal> {
        match value {
            Value::String(text) => Decimal::parse(text),
            Value::Number(number) => Decimal::parse(&number.to_string()),
            _ => None,
        }
    }

    fn parse(text: &str) -> Option<Decimal> {
        let text = text.trim();
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if !part.bytes().all(|it| it.is_ascii_digit()) || part.len() > 200 {
            return None;
        }
        let part = part.trim_end_matches('0');
        let digits: i128 = format!("{whole}{part}").parse().ok()?;
        Decimal { digits, scale: i32::try_from(part.len()).ok()?.checked_sub(exponent)? }.shortest()
    }

    fn shortest(mut self) -> Option<Decimal> {
        if self.digits == 0 {
            return Some(Decimal { digits: 0, scale: 0 });
        }
        while self.digits % 10 == 0 {
            self.digits /= 10;
            self.scale = self.scale.checked_sub(1)?;
        }
        // Magnitudes that the service keeps.
        let is_kept = (-130..=125).contains(&self.magnitude());
        (self.digits.unsigned_abs() < 10_u128.pow(38) && is_kept).then_some(self)
    }

    /// The power of ten of its first digit, which is not 0.
    fn magnitude(&self) -> i64 {
        i64::from(self.digits.unsigned_abs().ilog10()) - i64::from(self.scale)
    }

    fn negative(self) -> Decimal {
        Decimal { digits: -self.digits, ..self }
    }

    fn at_scale(self, scale: i32) -> Option<i128> {
        let by = u32::try_from(scale - self.scale).ok()?;
        self.digits.checked_mul(10_i128.checked_pow(by)?)
    }

    fn plus(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        if self.digits == 0 {
            return Some(other);
        }
        if other.digits == 0 {
            return Some(self);
        }
        let digits = self.at_scale(scale)?.checked_add(other.at_scale(scale)?)?;
        Decimal { digits, scale }.shortest()
    }

    fn compare(&self, other: &Decimal) -> Option<Ordering> {
        let by_sign = self.digits.signum().cmp(&other.digits.signum());
        if by_sign != Ordering::Equal || self.digits == 0 {
            return Some(by_sign);
        }
        let by_magnitude = self.magnitude().cmp(&other.magnitude());
        if by_magnitude != Ordering::Equal {
            return Some(if self.digits < 0 { by_magnitude.reverse() } else { by_magnitude });
        }
        let scale = self.scale.max(other.scale);
        Some(self.at_scale(scale)?.cmp(&other.at_scale(scale)?))
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs().to_string();
        match usize::try_from(self.scale) {
            Err(_) | Ok(0) => {
                let zeros = usize::try_from(-i64::from(self.scale)).unwrap_or_default();
                write!(f, "{sign}{digits}{}", "0".repeat(zeros))
            }
            Ok(scale) if scale < digits.len() => {
                let (whole, part) = digits.split_at(digits.len() - scale);
                write!(f, "{sign}{whole}.{part}")
            }
            Ok(scale) => write!(f, "{sign}0.{}{digits}", "0".repeat(scale - digits.len())),
        }
    }
}
