//! Numbers of JavaScript as text and as JSON.

use alloc::format;
use alloc::string::{String, ToString};

use serde_json::Value as Json;

/// What is no JSON is `null`.
pub(super) fn json(number: f64) -> Json {
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= WHOLE {
        return Json::from(number as i64);
    }
    serde_json::Number::from_f64(number).map_or(Json::Null, Json::Number)
}

/// `Number::toString` of ECMAScript: the shortest digits, with an exponent from 1e21 and below 1e-6.
pub(super) fn text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_string();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_string();
    }
    let size = number.abs();
    if size != 0.0 && !(1e-6..1e21).contains(&size) {
        let text = format!("{number:e}");
        return match text.split_once('e') {
            Some((digits, exponent)) if !exponent.starts_with('-') => format!("{digits}e+{exponent}"),
            _ => text,
        };
    }
    // There is no negative zero in text.
    format!("{}", if number == 0.0 { 0.0 } else { number })
}

/// A number, or NaN.
pub(super) fn parse(text: &str) -> f64 {
    match text {
        "Infinity" | "+Infinity" => f64::INFINITY,
        "-Infinity" => f64::NEG_INFINITY,
        // Rust reads words that JavaScript does not.
        _ if text.contains(|it: char| it.is_ascii_alphabetic() && !"eE".contains(it)) => {
            let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
            hex.and_then(|it| u64::from_str_radix(it, 16).ok()).map_or(f64::NAN, |it| it as f64)
        }
        _ => text.parse().unwrap_or(f64::NAN),
    }
}
