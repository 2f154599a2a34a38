//! Values of JavaScript, as far as JSON has them.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::Value as Json;

use super::{Error, number};

/// A value.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Value {
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    String(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

impl From<&Json> for Value {
    fn from(json: &Json) -> Value {
        match json {
            Json::Null => Value::Null,
            Json::Bool(it) => Value::Bool(*it),
            Json::Number(it) => Value::Number(it.as_f64().unwrap_or(f64::NAN)),
            Json::String(it) => Value::String(it.clone()),
            Json::Array(items) => Value::List(items.iter().map(Value::from).collect()),
            Json::Object(fields) => {
                Value::Object(fields.iter().map(|(key, value)| (key.clone(), Value::from(value))).collect())
            }
        }
    }
}

impl Value {
    /// As `JSON.stringify` has it.
    pub(super) fn into_json(self) -> Json {
        match self {
            Value::Undefined | Value::Null => Json::Null,
            Value::Bool(it) => Json::Bool(it),
            Value::Number(it) => number::json(it),
            Value::String(it) => Json::String(it),
            Value::List(items) => Json::Array(items.into_iter().map(Value::into_json).collect()),
            Value::Object(fields) => {
                let known = fields.into_iter().filter(|it| it.1 != Value::Undefined);
                Json::Object(known.map(|(key, value)| (key, value.into_json())).collect())
            }
        }
    }

    pub(super) fn is_true(&self) -> bool {
        match self {
            Value::Undefined | Value::Null => false,
            Value::Bool(it) => *it,
            Value::Number(it) => *it != 0.0 && !it.is_nan(),
            Value::String(it) => !it.is_empty(),
            Value::List(_) | Value::Object(_) => true,
        }
    }

    /// `String(x)`
    pub(super) fn text(&self) -> String {
        match self {
            Value::Undefined => "undefined".to_string(),
            Value::Null => "null".to_string(),
            Value::Bool(it) => it.to_string(),
            Value::Number(it) => number::text(*it),
            Value::String(it) => it.clone(),
            Value::List(items) => {
                let text = |it: &Value| match it {
                    Value::Undefined | Value::Null => String::new(),
                    other => other.text(),
                };
                items.iter().map(text).collect::<Vec<_>>().join(",")
            }
            Value::Object(_) => "[object Object]".to_string(),
        }
    }

    /// `Number(x)`
    pub(super) fn number(&self) -> f64 {
        match self {
            Value::Undefined | Value::Object(_) => f64::NAN,
            Value::Null => 0.0,
            Value::Bool(it) => f64::from(u8::from(*it)),
            Value::Number(it) => *it,
            Value::String(_) | Value::List(_) => {
                let text = self.text();
                let text = text.trim();
                if text.is_empty() { 0.0 } else { number::parse(text) }
            }
        }
    }

    /// `x.name`
    pub(super) fn member(&self, name: &str) -> Result<Value, Error> {
        let at = || name.parse::<usize>().ok();
        Ok(match self {
            Value::Undefined | Value::Null => {
                let what = self.text();
                return Err(Error(format!("TypeError: Cannot read properties of {what} (reading '{name}')")));
            }
            // Characters are those of UTF-16, as in JavaScript.
            Value::String(text) if name == "length" => Value::Number(text.encode_utf16().count() as f64),
            Value::String(text) => {
                let c = at().and_then(|it| text.chars().nth(it));
                c.map_or(Value::Undefined, |it| Value::String(it.to_string()))
            }
            Value::List(items) if name == "length" => Value::Number(items.len() as f64),
            Value::List(items) => at().and_then(|it| items.get(it)).cloned().unwrap_or(Value::Undefined),
            Value::Object(fields) => {
                let found = fields.iter().rev().find(|it| it.0 == name);
                found.map_or(Value::Undefined, |it| it.1.clone())
            }
            Value::Bool(_) | Value::Number(_) => Value::Undefined,
        })
    }
}
