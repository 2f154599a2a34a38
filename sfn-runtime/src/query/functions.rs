//! The functions that end a path: `$.items.length()`.
//!
//! Source: Jayway, `PathFunctionFactory`. Which of them AWS takes was decided when the document was read.

use sfn_asl::query::jsonpath::Operand;

use super::filter::{Regexes, of_literal};
use super::path::{find, position};
use super::value::Json;

/// What the function gives for `node`; nothing where it has no sense.
pub(super) fn call(name: &str, node: &Json, args: &[Operand], document: &Json) -> Option<Json> {
    let argument = |operand: &Operand| match operand {
        Operand::Path(path) => find(path, node, document, &Regexes::default()),
        Operand::Literal(literal) => Some(of_literal(literal)),
        Operand::Pattern { .. } => None,
    };
    match name {
        "length" => {
            let length = node.as_array().map(<[Json]>::len).or_else(|| node.as_object().map(|it| it.len()));
            length.map(|it| Json::number(it as f64))
        }
        "keys" => Some(Json::array(node.as_object()?.keys().map(|it| Json::String(it.clone())).collect())),
        "first" => node.as_array()?.first().cloned(),
        "last" => node.as_array()?.last().cloned(),
        "index" => {
            let index = args.first().and_then(argument)?.as_i64()?;
            let items = node.as_array()?;
            items.get(position(index, items.len())?).cloned()
        }
        "concat" => {
            let mut text: String =
                node.as_array().unwrap_or_default().iter().filter_map(Json::as_str).collect();
            for value in args.iter().filter_map(argument) {
                match &value {
                    Json::String(it) => text += it,
                    other => text += &other.to_string(),
                }
            }
            Some(Json::text(text))
        }
        "sum" | "avg" | "min" | "max" | "stddev" => {
            let mut numbers: Vec<f64> =
                node.as_array().unwrap_or_default().iter().filter_map(Json::as_f64).collect();
            numbers.extend(args.iter().filter_map(argument).filter_map(|it| it.as_f64()));
            double(aggregate(name, &numbers)?)
        }
        _ => None,
    }
}

fn aggregate(name: &str, numbers: &[f64]) -> Option<f64> {
    let count = numbers.len() as f64;
    let sum: f64 = numbers.iter().sum();
    if numbers.is_empty() {
        return None;
    }
    Some(match name {
        "sum" => sum,
        "avg" => sum / count,
        "min" => numbers.iter().copied().fold(f64::INFINITY, f64::min),
        "max" => numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        _ => (numbers.iter().map(|it| it * it).sum::<f64>() / count - (sum / count).powi(2)).sqrt(),
    })
}

/// Jayway computes with doubles, and they stay doubles: `100.0`.
fn double(value: f64) -> Option<Json> {
    serde_json::Number::from_f64(value).map(Json::Number)
}
