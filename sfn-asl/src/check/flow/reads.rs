//! What a query gives, given what is known of what it reads, and where it reads what is not there.

use super::eval::{Env, Miss, Role, Run};
use super::shape::{Dead, Field, Shape};
use crate::query::intrinsic::{self, ArgKind};
use crate::query::jsonata::{self, Expr, ExprKind};
use crate::query::jsonpath::{Path, Root, SegmentKind};
use crate::sdk::Typed;
use crate::value::{Query, QueryTree, is_open};

impl Run {
    pub(super) fn query(&mut self, query: &Query, env: &Env) -> Shape {
        if is_open(&query.text.value) {
            return Shape::Any;
        }
        match &query.tree {
            QueryTree::Path(path) => self.path(query, path, env),
            QueryTree::Intrinsic(call) => self.call(query, call, env),
            QueryTree::Jsonata(expr) => self.expression(query, expr, env),
            QueryTree::Invalid => Shape::Any,
        }
    }

    fn path(&mut self, query: &Query, path: &Path, env: &Env) -> Shape {
        match path.root {
            Root::Document => match env.document.look(&path.segments) {
                Ok(seen) => seen.shape(),
                Err(dead) => {
                    self.miss(query, path, dead, env.role);
                    self.is_fatal = true;
                    Shape::Any
                }
            },
            Root::Context => {
                let item = ["Map", "Item", "Value"];
                let is_item = path.segments.len() >= item.len()
                    && path
                        .segments
                        .iter()
                        .zip(item)
                        .all(|(it, name)| it.kind == SegmentKind::Name(name.to_owned()));
                match env.item.filter(|_| is_item).map(|it| it.look(&path.segments[item.len()..])) {
                    Some(Ok(seen)) => seen.shape(),
                    _ => Shape::Any,
                }
            }
            _ => Shape::Any,
        }
    }

    fn call(&mut self, query: &Query, call: &intrinsic::Call, env: &Env) -> Shape {
        let mut args = Vec::new();
        for arg in &call.args {
            args.push(match &arg.kind {
                ArgKind::Path(path) => self.path(query, path, env),
                ArgKind::Call(call) => self.call(query, call, env),
                ArgKind::String(_) => Shape::Text,
                ArgKind::Number(_) => Shape::Number,
                ArgKind::Bool(_) => Shape::Bool,
                ArgKind::Null => Shape::Null,
            });
        }
        if call.name == "States.Array" {
            return Shape::items(args);
        }
        match call.result() {
            intrinsic::Type::String => Shape::Text,
            intrinsic::Type::Number => Shape::Number,
            intrinsic::Type::Bool => Shape::Bool,
            intrinsic::Type::Array => Shape::list(Shape::Any),
            intrinsic::Type::Object => Shape::open(),
            intrinsic::Type::Any => Shape::Any,
        }
    }

    fn expression(&mut self, query: &Query, expr: &Expr, env: &Env) -> Shape {
        if let ExprKind::Path(steps) = &expr.kind
            && let [root, part, rest @ ..] = steps.as_slice()
            && matches!(&root.kind, ExprKind::Variable(name) if name == "states")
            && let ExprKind::Name(part) = &part.kind
        {
            let document = match part.as_str() {
                "input" => Some(env.input),
                "result" => env.result,
                "errorOutput" => env.error,
                _ => None,
            };
            return match document {
                Some(document) => self.steps(query, document, &format!("$states.{part}"), rest),
                None => Shape::Any,
            };
        }
        if let ExprKind::Object(pairs) = &expr.kind {
            let fields: Option<Vec<Field>> =
                pairs.iter().map(|(key, value)| constant_field(key, value)).collect();
            return fields.map_or_else(Shape::open, Shape::object);
        }
        match jsonata::literal_type(expr) {
            Some(jsonata::Type::String) => Shape::Text,
            Some(jsonata::Type::Number) => Shape::Number,
            Some(jsonata::Type::Boolean) => Shape::Bool,
            Some(jsonata::Type::Null) => Shape::Null,
            Some(jsonata::Type::Array) => Shape::list(Shape::Any),
            Some(jsonata::Type::Object) => Shape::open(),
            Some(jsonata::Type::Function) | None => Shape::Any,
        }
    }

    /// A path of names. A field that is not there is undefined, and lists are gone through.
    fn steps(&mut self, query: &Query, document: &Shape, root: &str, steps: &[Expr]) -> Shape {
        let mut at = document;
        let mut prefix = root.to_owned();
        for (index, step) in steps.iter().enumerate() {
            let ExprKind::Name(name) = &step.kind else { return Shape::Any };
            if let Shape::Api(shape) = at {
                return self.api_steps(query, *shape, prefix, &steps[index..]);
            }
            let is_missing = match at {
                Shape::Object(object) => match object.get(name) {
                    Some(field) => {
                        if field.is_optional {
                            return Shape::Any;
                        }
                        at = &field.shape;
                        false
                    }
                    None => !object.is_open,
                },
                Shape::Any | Shape::Null | Shape::List(_) | Shape::Items(_) => return Shape::Any,
                _ => true,
            };
            if is_missing {
                let place = query.place(step.range.clone());
                let step = SegmentKind::Name(name.clone());
                self.misses.push(Miss { place, role: Role::Undefined, prefix, step, at: at.clone() });
                return Shape::Any;
            }
            if matches!(at, Shape::Object(object) if object.is_open) && step.range.is_empty() {
                return Shape::Any;
            }
            prefix = format!("{prefix}.{name}");
        }
        at.clone()
    }

    /// The same in the result of an AWS API.
    fn api_steps(&mut self, query: &Query, shape: Typed, mut prefix: String, steps: &[Expr]) -> Shape {
        let mut at = Shape::Api(shape);
        let mut is_many = false;
        for step in steps {
            let ExprKind::Name(name) = &step.kind else { return Shape::Any };
            while let Some(item) = at.item().filter(|_| at != Shape::Any) {
                at = item;
                is_many = true;
            }
            let next = match &at {
                Shape::Any => return Shape::Any,
                Shape::Api(shape) => shape.field(name),
                _ => None,
            };
            let Some(next) = next else {
                if !name.starts_with("Sdk") {
                    let place = query.place(step.range.clone());
                    let step = SegmentKind::Name(name.clone());
                    self.misses.push(Miss { place, role: Role::Undefined, prefix, step, at: at.opened() });
                }
                return Shape::Any;
            };
            prefix = format!("{prefix}.{name}");
            at = Shape::api(next);
        }
        // Where lists were gone through, there may be one or many.
        if is_many { Shape::Any } else { at }
    }

    pub(super) fn miss(&mut self, query: &Query, path: &Path, dead: Dead, role: Role) {
        let Some(segment) = path.segments.get(dead.step) else { return };
        // Ranges of a path inside a call count from the beginning of the call.
        let range = segment.range.clone();
        let place = if range.is_empty() || range.end > query.text.value.len() {
            query.text.loc.into()
        } else {
            query.place(range)
        };
        let prefix = Path { root: path.root.clone(), segments: path.segments[..dead.step].to_vec() };
        self.misses.push(Miss {
            place,
            role,
            prefix: prefix.to_string(),
            step: segment.kind.clone(),
            at: dead.at,
        });
    }
}

/// A field of an object that an expression makes: it vanishes if its value is undefined.
fn constant_field(key: &Expr, value: &Expr) -> Option<Field> {
    let ExprKind::String(name) = &key.kind else { return None };
    let (shape, is_optional) = match &value.kind {
        ExprKind::String(_) => (Shape::Text, false),
        ExprKind::Number(_) => (Shape::Number, false),
        ExprKind::Bool(_) => (Shape::Bool, false),
        _ => (Shape::Any, true),
    };
    Some(Field { name: name.as_str().into(), shape, is_optional })
}
