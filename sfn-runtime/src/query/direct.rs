//! Everyday JSONata, evaluated without the engine: paths through objects, arithmetic, comparisons, objects.
//!
//! Whatever is out of the ordinary gives nothing here, and the engine decides: a missing field, a list on the way, an
//! operand of another type. So there is one source of the odd cases, and no conversion for the others.

use std::cmp::Ordering;
use std::sync::Arc;

use sfn_asl::query::jsonata::{BinaryOp, Expr, ExprKind};

use super::value::{Fields, Json};
use super::{Scope, java_order};

/// An expression of these forms.
#[derive(Debug)]
pub(super) enum Direct {
    Value(Json),
    /// `$states.input.a`
    States(Vec<Box<str>>),
    /// `$name.a`
    Variable(Box<str>, Vec<Box<str>>),
    Negate(Box<Direct>),
    Binary(BinaryOp, Box<Direct>, Box<Direct>),
    Condition(Box<Direct>, Box<Direct>, Box<Direct>),
    Array(Vec<Direct>),
    Object(Vec<(Arc<str>, Direct)>),
}

impl Direct {
    /// `expr`, if it is of these forms.
    pub(super) fn new(expr: &Expr) -> Option<Direct> {
        let inner = |it: &Expr| Direct::new(it).map(Box::new);
        Some(match &expr.kind {
            ExprKind::String(text) => Direct::Value(Json::text(text.as_str())),
            ExprKind::Number(spelled) => Direct::Value(Json::number(spelled.parse().ok()?)),
            ExprKind::Bool(it) => Direct::Value(Json::Bool(*it)),
            ExprKind::Null => Direct::Value(Json::Null),
            ExprKind::Variable(name) => variable(name, &[])?,
            ExprKind::Path(steps) => match steps.split_first()? {
                (Expr { kind: ExprKind::Variable(name), .. }, rest) => variable(name, rest)?,
                _ => return None,
            },
            ExprKind::Negate(operand) => Direct::Negate(inner(operand)?),
            ExprKind::Binary { op: BinaryOp::In | BinaryOp::Apply, .. } => return None,
            ExprKind::Binary { op, lhs, rhs } => Direct::Binary(*op, inner(lhs)?, inner(rhs)?),
            ExprKind::Condition { condition, then, otherwise: Some(otherwise) } => {
                Direct::Condition(inner(condition)?, inner(then)?, inner(otherwise)?)
            }
            ExprKind::Array(items) => Direct::Array(items.iter().map(Direct::new).collect::<Option<_>>()?),
            ExprKind::Object(pairs) => Direct::Object(pairs.iter().map(pair).collect::<Option<_>>()?),
            _ => return None,
        })
    }

    /// What it gives, where nothing is out of the ordinary.
    pub(super) fn evaluate(&self, scope: &Scope<'_>) -> Option<Json> {
        Some(match self {
            Direct::Value(it) => it.clone(),
            Direct::States(path) => return states(path, scope),
            Direct::Variable(name, path) => follow(scope.variables.get(name)?, path)?.clone(),
            Direct::Negate(operand) => Json::number(-operand.evaluate(scope)?.as_f64()?),
            Direct::Binary(op, lhs, rhs) => binary(*op, &lhs.evaluate(scope)?, &rhs.evaluate(scope)?)?,
            Direct::Condition(condition, then, otherwise) => match condition.evaluate(scope)? {
                Json::Bool(true) => then.evaluate(scope)?,
                Json::Bool(false) => otherwise.evaluate(scope)?,
                _ => return None,
            },
            Direct::Array(items) => {
                // A list inside a list may be spread.
                let item = |it: &Direct| it.evaluate(scope).filter(|it| it.as_array().is_none());
                Json::array(items.iter().map(item).collect::<Option<_>>()?)
            }
            Direct::Object(pairs) => {
                let mut fields = Fields::default();
                for (key, value) in pairs {
                    fields.insert(key.clone(), value.evaluate(scope)?);
                }
                Json::object(fields)
            }
        })
    }
}

fn variable(name: &str, steps: &[Expr]) -> Option<Direct> {
    let step = |it: &Expr| match &it.kind {
        ExprKind::Name(name) => Some(name.as_str().into()),
        _ => None,
    };
    let path = steps.iter().map(step).collect::<Option<Vec<Box<str>>>>()?;
    match name {
        "" | "$" => None,
        "states" => Some(Direct::States(path)),
        _ => Some(Direct::Variable(name.into(), path)),
    }
}

fn pair((key, value): &(Expr, Expr)) -> Option<(Arc<str>, Direct)> {
    match &key.kind {
        ExprKind::String(key) => Some((key.as_str().into(), Direct::new(value)?)),
        _ => None,
    }
}

fn states(path: &[Box<str>], scope: &Scope<'_>) -> Option<Json> {
    let (first, rest) = path.split_first()?;
    let root = match &**first {
        "input" => scope.document,
        "result" => scope.result?,
        "errorOutput" => scope.error_output?,
        "context" => {
            let Some((name, rest)) = rest.split_first() else { return Some(scope.context.whole()) };
            return follow(&scope.context.field(name)?, rest).cloned();
        }
        _ => return None,
    };
    follow(root, rest).cloned()
}

/// Through objects only: a list is mapped over, which is for the engine.
fn follow<'a>(root: &'a Json, path: &[Box<str>]) -> Option<&'a Json> {
    path.iter().try_fold(root, |at, name| at.get(name))
}

fn binary(op: BinaryOp, lhs: &Json, rhs: &Json) -> Option<Json> {
    use BinaryOp::*;
    let numbers = || Some((lhs.as_f64()?, rhs.as_f64()?));
    let order = || match (lhs, rhs) {
        (Json::Number(_), Json::Number(_)) => lhs.as_f64()?.partial_cmp(&rhs.as_f64()?),
        (Json::String(a), Json::String(b)) => Some(java_order(a, b)),
        _ => None,
    };
    let number = |it: f64| it.is_finite().then(|| Json::number(it));
    let plain = |it: &Json| !matches!(it, Json::Array(_) | Json::Object(_));
    match (op, lhs, rhs) {
        (Add, ..) => numbers().and_then(|(a, b)| number(a + b)),
        (Subtract, ..) => numbers().and_then(|(a, b)| number(a - b)),
        (Multiply, ..) => numbers().and_then(|(a, b)| number(a * b)),
        (Divide, ..) => numbers().and_then(|(a, b)| number(a / b)),
        (Modulo, ..) => numbers().and_then(|(a, b)| number(a % b)),
        (Concat, Json::String(a), Json::String(b)) => Some(Json::text(format!("{a}{b}"))),
        (Equal, ..) if plain(lhs) && plain(rhs) => Some(Json::Bool(lhs == rhs)),
        (NotEqual, ..) if plain(lhs) && plain(rhs) => Some(Json::Bool(lhs != rhs)),
        (Less, ..) => order().map(|it| Json::Bool(it == Ordering::Less)),
        (LessOrEqual, ..) => order().map(|it| Json::Bool(it.is_le())),
        (Greater, ..) => order().map(|it| Json::Bool(it == Ordering::Greater)),
        (GreaterOrEqual, ..) => order().map(|it| Json::Bool(it.is_ge())),
        (And, Json::Bool(a), Json::Bool(b)) => Some(Json::Bool(*a && *b)),
        (Or, Json::Bool(a), Json::Bool(b)) => Some(Json::Bool(*a || *b)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::jsonata::Expression;
    use super::super::random::Random;
    use super::super::value::Json;
    use super::super::{Context, Scope, Variables};
    use sfn_asl::query::jsonata;

    struct Nothing;

    impl Context for Nothing {
        fn field(&self, name: &str) -> Option<Json> {
            (name == "Task").then(|| Json::of([("Token", Json::text("t"))]))
        }

        fn whole(&self) -> Json {
            Json::of([("Task", Json::of([("Token", Json::text("t"))]))])
        }
    }

    /// Expressions that are evaluated directly give what the engine gives.
    #[test]
    fn the_engine_agrees() {
        const OPERANDS: &[&str] = &[
            "1",
            "2.5",
            "-3",
            "0",
            "'a'",
            "'b'",
            "''",
            "true",
            "false",
            "null",
            "$states.input.n",
            "$states.input.s",
            "$states.input.o",
            "$states.input.one",
            "$states.input.empty",
            "$states.input.list",
            "$states.input.o.x",
            "$states.input.missing",
            "$states.input.list.x",
            "$states.context.Task.Token",
            "$v",
            "$v.x",
            "$none",
        ];
        let mut cases: Vec<String> = OPERANDS.iter().map(|it| (*it).to_owned()).collect();
        for a in OPERANDS {
            for b in OPERANDS {
                for op in ["+", "-", "*", "/", "%", "&", "=", "!=", "<", "<=", ">", ">=", "and", "or"] {
                    cases.push(format!("{a} {op} {b}"));
                }
                cases.push(format!("{a} ? {b} : 7"));
                cases.push(format!("{{'k': {a}, 'l': {b}}}"));
                cases.push(format!("[{a}, {b}]"));
            }
        }
        let document = r#"{"n": 4, "s": "a", "o": {"x": {"y": 1}}, "one": [1], "empty": [], "list": [{"x": 1}, {"x": 2}]}"#;
        let document = Json::parse(document).unwrap();
        let mut variables = Variables::default();
        variables.assign(&Json::parse(r#"{"v": {"x": [1, 2]}}"#).unwrap());
        let mut direct = 0;
        for text in cases {
            let Ok(expr) = jsonata::parse(&text) else { continue };
            let mut random = Random::new(0);
            let mut scope = Scope {
                document: &document,
                result: None,
                error_output: None,
                context: &Nothing,
                variables: &variables,
                random: &mut random,
                now: 0,
            };
            let expression = Expression::new(&text, &expr);
            let found = expression.evaluate(&mut scope);
            let engine = expression.by_engine(&mut scope, None);
            assert_eq!(found, engine, "{text}");
            direct += usize::from(found.is_ok());
        }
        assert!(direct > 3000, "{direct}");
    }
}
