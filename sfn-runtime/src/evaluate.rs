//! The function behind `evaluate("…", function: f)`: a handler for AWS Lambda, or a mock in tests.
//!
//! It is given what the EvaluateExpression task of the AWS CDK gives its own function, and returns what that returns:
//! the value of an expression of JavaScript, of the subset that the language knows.
//!
//! ```
//! use serde_json::json;
//!
//! let event = json!({
//!     "expression": "`Now waiting ${$.waitSeconds} seconds...`",
//!     "expressionAttributeValues": { "$.waitSeconds": 5 },
//! });
//! assert_eq!(sfn_runtime::evaluate::handle(&event).unwrap(), json!("Now waiting 5 seconds..."));
//! ```
//!
//! With the crate `lambda_runtime` the whole function is
//! `run(service_fn(|event: LambdaEvent<Value>| async move { evaluate::handle(&event.payload) })).await`.

mod methods;
mod number;
mod operators;
mod value;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde_json::Value as Json;
use sfn_asl::query::javascript::{self, Expr, ExprKind, Fault, UnaryOp};

use self::value::Value;

/// Why an expression has no value. Its text is what the execution fails with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for Error {}

/// Evaluates an event: `expression`, with the `expressionAttributeValues` that its paths stand for.
///
/// # Errors
///
/// If the event is none, if the expression is not of the subset, or if it fails, as reading a field of `undefined` does.
pub fn handle(event: &Json) -> Result<Json, Error> {
    let expression = event.get("expression").and_then(Json::as_str);
    let expression = expression.ok_or_else(|| Error("the event has no `expression`".to_string()))?;
    let none = serde_json::Map::new();
    let values = event.get("expressionAttributeValues").and_then(Json::as_object).unwrap_or(&none);
    let tree = javascript::parse(expression).map_err(|error| Error(describe(&error.fault)))?;
    let mut scope = Scope { text: expression, values, names: Vec::new() };
    Ok(scope.value(&tree)?.into_json())
}

fn describe(fault: &Fault) -> String {
    match fault {
        Fault::Expected(what) => format!("SyntaxError: {what} expected"),
        Fault::PathInText(path) => format!("SyntaxError: `{path}` stands in a text, where it is no path"),
        Fault::NotTaken(what) => {
            format!("SyntaxError: `{what}` is not of the JavaScript that is evaluated here")
        }
        Fault::TooDeep => "RangeError: too many things inside one another".to_string(),
    }
}

struct Scope<'a> {
    text: &'a str,
    /// By the paths as they are written.
    values: &'a serde_json::Map<String, Json>,
    /// Parameters of the functions around, innermost last.
    names: Vec<(String, Value)>,
}

impl Scope<'_> {
    fn value(&mut self, expr: &Expr) -> Result<Value, Error> {
        if expr.is_path()
            && let Some(given) = self.text.get(expr.range.clone()).and_then(|it| self.values.get(it))
        {
            return Ok(Value::from(given));
        }
        Ok(match &expr.kind {
            ExprKind::Number(text) => Value::Number(text.parse().unwrap_or(f64::NAN)),
            ExprKind::String(text) => Value::String(text.clone()),
            ExprKind::Bool(it) => Value::Bool(*it),
            ExprKind::Null => Value::Null,
            ExprKind::Undefined => Value::Undefined,
            ExprKind::Root => return Err(Error("ReferenceError: $ is not defined".to_string())),
            ExprKind::Name(name) => {
                let found = self.names.iter().rev().find(|it| it.0 == *name);
                found.map_or(Value::Undefined, |it| it.1.clone())
            }
            ExprKind::Template(texts, exprs) => {
                let mut out = String::new();
                for (at, text) in texts.iter().enumerate() {
                    out.push_str(text);
                    if let Some(expr) = exprs.get(at) {
                        out.push_str(&self.value(expr)?.text());
                    }
                }
                Value::String(out)
            }
            ExprKind::Member(base, name) => match &base.kind {
                ExprKind::Name(object) if object == "Math" => Value::Number(core::f64::consts::PI),
                _ => self.value(base)?.member(name)?,
            },
            ExprKind::Index(base, index) => {
                let base = self.value(base)?;
                let index = self.value(index)?;
                base.member(&index.text())?
            }
            ExprKind::Method { base, name, args } => match &base.kind {
                ExprKind::Name(object) if javascript::functions::OBJECTS.contains(&object.as_str()) => {
                    let args = self.all(args)?;
                    methods::of_object(object, name, &args)?
                }
                _ => {
                    let base = self.value(base)?;
                    self.method(base, name, args)?
                }
            },
            ExprKind::Call(name, args) => {
                methods::call(name, self.all(args)?.first().unwrap_or(&Value::Undefined))
            }
            ExprKind::Function(..) => return Err(Error("TypeError: a function is no value".to_string())),
            ExprKind::Spread(inner) => self.value(inner)?,
            ExprKind::Unary(op, inner) => {
                let inner = self.value(inner)?;
                match op {
                    UnaryOp::Not => Value::Bool(!inner.is_true()),
                    UnaryOp::Minus => Value::Number(-inner.number()),
                    UnaryOp::Plus => Value::Number(inner.number()),
                }
            }
            ExprKind::Binary(op, left, right) => {
                let left = self.value(left)?;
                match operators::short_circuit(*op, &left) {
                    Some(true) => left,
                    _ => {
                        let right = self.value(right)?;
                        operators::apply(*op, left, right)
                    }
                }
            }
            ExprKind::Conditional(condition, then, otherwise) => {
                let is_true = self.value(condition)?.is_true();
                self.value(if is_true { then } else { otherwise })?
            }
            ExprKind::Array(items) => Value::List(self.all(items)?),
            ExprKind::Object(fields) => {
                let mut object = Vec::new();
                for (key, value) in fields {
                    let value = self.value(value)?;
                    object.push((key.clone(), value));
                }
                Value::Object(object)
            }
        })
    }

    /// Arguments; a spread list is all of them.
    fn all(&mut self, exprs: &[Expr]) -> Result<Vec<Value>, Error> {
        if let [Expr { kind: ExprKind::Spread(list), .. }] = exprs {
            return match self.value(list)? {
                Value::List(items) => Ok(items),
                _ => Err(Error("TypeError: what is spread is no list".to_string())),
            };
        }
        exprs.iter().map(|it| self.value(it)).collect()
    }

    fn method(&mut self, base: Value, name: &str, args: &[Expr]) -> Result<Value, Error> {
        let Some(Expr { kind: ExprKind::Function(params, body), .. }) = args.first() else {
            let args = self.all(args)?;
            return methods::plain(base, name, &args);
        };
        let Value::List(items) = base else { return Err(methods::no_function(&base, name)) };
        if name == "reduce" {
            let mut all = self.all(&args[1..])?.into_iter().next().unwrap_or(Value::Undefined);
            for (at, item) in items.into_iter().enumerate() {
                all = self.function(params, body, [all, item, Value::Number(at as f64)])?;
            }
            return Ok(all);
        }
        let mut kept = Vec::new();
        let (mut any, mut every) = (false, true);
        for (at, item) in items.into_iter().enumerate() {
            let result = self.function(params, body, [item.clone(), Value::Number(at as f64)])?;
            let is_true = result.is_true();
            match name {
                "map" => kept.push(result),
                "filter" if is_true => kept.push(item),
                "find" if is_true => return Ok(item),
                _ => {}
            }
            any |= is_true;
            every &= is_true;
        }
        Ok(match name {
            "some" => Value::Bool(any),
            "every" => Value::Bool(every),
            "find" => Value::Undefined,
            _ => Value::List(kept),
        })
    }

    /// What a function gives for its arguments; a parameter without one is undefined.
    fn function(
        &mut self,
        params: &[String],
        body: &Expr,
        args: impl IntoIterator<Item = Value>,
    ) -> Result<Value, Error> {
        let outside = self.names.len();
        let mut args = args.into_iter();
        for name in params {
            self.names.push((name.clone(), args.next().unwrap_or(Value::Undefined)));
        }
        let value = self.value(body);
        self.names.truncate(outside);
        value
    }
}

#[cfg(all(test, feature = "local"))]
mod tests;
