//! Methods of strings and lists, and functions of objects.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::operators::is_equal;
use super::value::Value;
use super::{Error, number};

/// `Number(x)` and its like.
pub(super) fn call(name: &str, of: &Value) -> Value {
    match name {
        "Boolean" => Value::Bool(of.is_true()),
        "String" => Value::String(of.text()),
        "Number" => Value::Number(of.number()),
        _ => Value::Number(leading(&of.text(), name == "parseInt")),
    }
}

/// The number that a text begins with.
fn leading(text: &str, is_whole: bool) -> f64 {
    let text = text.trim_start();
    let mut seen_dot = is_whole;
    let end = text
        .char_indices()
        .find(|&(at, c)| {
            let dot = c == '.' && !seen_dot;
            seen_dot |= dot;
            !(c.is_ascii_digit() || dot || at == 0 && "+-".contains(c))
        })
        .map_or(text.len(), |it| it.0);
    number::parse(text[..end].trim_end_matches('.'))
}

/// `Math.floor(x)` and its like.
pub(super) fn of_object(object: &str, name: &str, args: &[Value]) -> Result<Value, Error> {
    let undefined = Value::Undefined;
    let first = args.first().unwrap_or(&undefined);
    let of = first.number();
    Ok(match (object, name) {
        ("JSON", "parse") => match serde_json::from_str(&first.text()) {
            Ok(json) => Value::from(&json),
            Err(error) => return Err(Error(format!("SyntaxError: no JSON: {error}"))),
        },
        ("JSON", _) => match first {
            Value::Undefined => Value::Undefined,
            other => Value::String(other.clone().into_json().to_string()),
        },
        ("Object", _) => {
            let fields: Vec<(String, Value)> = match first {
                Value::Object(fields) => fields.clone(),
                Value::List(items) => {
                    items.iter().enumerate().map(|(at, it)| (at.to_string(), it.clone())).collect()
                }
                Value::Undefined | Value::Null => {
                    return Err(Error("TypeError: Cannot convert undefined or null to object".to_string()));
                }
                _ => Vec::new(),
            };
            let pick =
                |(key, value): (String, Value)| if name == "keys" { Value::String(key) } else { value };
            Value::List(fields.into_iter().map(pick).collect())
        }
        (_, "max") => Value::Number(extreme(args, f64::NEG_INFINITY, |a, b| a > b)),
        (_, "min") => Value::Number(extreme(args, f64::INFINITY, |a, b| a < b)),
        (_, "pow") => Value::Number(of.powf(args.get(1).map_or(f64::NAN, Value::number))),
        (_, "abs") => Value::Number(of.abs()),
        (_, "ceil") => Value::Number(of.ceil()),
        (_, "floor") => Value::Number(of.floor()),
        // Halves go up, also below zero.
        (_, "round") => Value::Number((of + 0.5).floor()),
        (_, "sign") => Value::Number(if of == 0.0 || of.is_nan() { of } else { of.signum() }),
        (_, "sqrt") => Value::Number(of.sqrt()),
        _ => Value::Number(of.trunc()),
    })
}

fn extreme(args: &[Value], start: f64, is_better: fn(f64, f64) -> bool) -> f64 {
    args.iter().map(Value::number).fold(start, |best, it| {
        if best.is_nan() || it.is_nan() {
            f64::NAN
        } else if is_better(it, best) {
            it
        } else {
            best
        }
    })
}

/// A method that is not there.
pub(super) fn no_function(base: &Value, name: &str) -> Error {
    match base {
        Value::Undefined | Value::Null => {
            let what = base.text();
            Error(format!("TypeError: Cannot read properties of {what} (reading '{name}')"))
        }
        _ => Error(format!("TypeError: {name} is not a function")),
    }
}

/// A method without a function among its arguments.
pub(super) fn plain(base: Value, name: &str, args: &[Value]) -> Result<Value, Error> {
    let undefined = Value::Undefined;
    let first = args.first().unwrap_or(&undefined);
    if name == "toString" && !matches!(base, Value::Undefined | Value::Null) {
        return Ok(Value::String(base.text()));
    }
    match base {
        Value::String(text) => of_text(&text, name, args),
        Value::List(items) => Ok(match name {
            "concat" => {
                let more = match first {
                    Value::List(more) => more.clone(),
                    one => Vec::from([one.clone()]),
                };
                Value::List(items.into_iter().chain(more).collect())
            }
            "includes" => Value::Bool(items.iter().any(|it| is_equal(it, first))),
            "indexOf" => Value::Number(place(items.iter().position(|it| is_equal(it, first)))),
            "join" => {
                let separator = if args.is_empty() { ",".to_string() } else { first.text() };
                let text = |it: &Value| match it {
                    Value::Undefined | Value::Null => String::new(),
                    other => other.text(),
                };
                Value::String(items.iter().map(text).collect::<Vec<_>>().join(&separator))
            }
            "reverse" => Value::List(items.into_iter().rev().collect()),
            "slice" => {
                let (start, end) = range(args, items.len());
                Value::List(items.get(start..end).unwrap_or_default().to_vec())
            }
            _ => return Err(no_function(&Value::List(items), name)),
        }),
        Value::Number(it) if name == "toFixed" => {
            let digits = args.first().map_or(0.0, Value::number).clamp(0.0, 100.0) as usize;
            Ok(Value::String(format!("{it:.digits$}")))
        }
        other => Err(no_function(&other, name)),
    }
}

fn place(at: Option<usize>) -> f64 {
    at.map_or(-1.0, |it| it as f64)
}

/// From and to, of which negative ones count from the end.
fn range(args: &[Value], length: usize) -> (usize, usize) {
    let at = |it: f64| {
        let it = if it.is_nan() { 0.0 } else { it.trunc() };
        let it = if it < 0.0 { it + length as f64 } else { it };
        it.clamp(0.0, length as f64) as usize
    };
    let start = args.first().map_or(0, |it| at(it.number()));
    let end = match args.get(1) {
        None | Some(Value::Undefined) => length,
        Some(end) => at(end.number()),
    };
    (start, end.max(start))
}

fn of_text(text: &str, name: &str, args: &[Value]) -> Result<Value, Error> {
    let arg = |at: usize| args.get(at).map_or_else(|| "undefined".to_string(), Value::text);
    let string = |it: &str| Value::String(it.to_string());
    let chars = || text.chars().collect::<Vec<char>>();
    let part = |start: usize, end: usize| {
        Value::String(text.chars().skip(start).take(end.saturating_sub(start)).collect())
    };
    Ok(match name {
        "toUpperCase" => Value::String(text.to_uppercase()),
        "toLowerCase" => Value::String(text.to_lowercase()),
        "trim" => string(text.trim()),
        "charAt" => {
            let at = args.first().map_or(0.0, Value::number);
            part(at as usize, at as usize + 1)
        }
        "concat" => Value::String(text.to_string() + &arg(0)),
        "startsWith" => Value::Bool(text.starts_with(&arg(0))),
        "endsWith" => Value::Bool(text.ends_with(&arg(0))),
        "includes" => Value::Bool(text.contains(&arg(0))),
        "indexOf" => Value::Number(place(text.find(&arg(0)).map(|it| text[..it].encode_utf16().count()))),
        "replace" => Value::String(text.replacen(&arg(0), &arg(1), 1)),
        "replaceAll" => Value::String(text.replace(&arg(0), &arg(1))),
        "repeat" => {
            Value::String(text.repeat(args.first().map_or(0.0, Value::number).clamp(0.0, 1e6) as usize))
        }
        "split" => {
            let separator = arg(0);
            let parts: Vec<Value> = if separator.is_empty() {
                text.chars().map(|it| Value::String(it.to_string())).collect()
            } else {
                text.split(&separator).map(string).collect()
            };
            Value::List(parts)
        }
        "slice" => {
            let (start, end) = range(args, chars().len());
            part(start, end)
        }
        "substring" => {
            let length = chars().len() as f64;
            let at = |it: Option<&Value>, other: f64| {
                let number = it.map_or(other, Value::number);
                if number.is_nan() { 0.0 } else { number.clamp(0.0, length) }
            };
            let (a, b) = (at(args.first(), 0.0), at(args.get(1), length));
            part(a.min(b) as usize, a.max(b) as usize)
        }
        "padStart" | "padEnd" => {
            let width = args.first().map_or(0.0, Value::number) as usize;
            let fill: Vec<char> = arg(1).chars().collect();
            let lacking = width.saturating_sub(chars().len());
            let padding: String =
                fill.iter().cycle().take(if fill.is_empty() { 0 } else { lacking }).collect();
            Value::String(if name == "padStart" { padding + text } else { text.to_string() + &padding })
        }
        _ => return Err(no_function(&string(text), name)),
    })
}
