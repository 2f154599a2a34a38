//! What a query gives, given what is known of what it reads, and where it reads what is not there.

use std::ops::Range;

use super::conditions::lacks;
use super::eval::{Env, Miss, Role, Run};
use super::shape::{Dead, Field, Shape};
use crate::query::intrinsic::{self, ArgKind};
use crate::query::jsonata::{self, BinaryOp, Expr, ExprKind};
use crate::query::jsonpath::{Path, Root, SegmentKind};
use crate::sdk::Typed;
use crate::value::{Query, QueryTree, is_open};

impl<'v> Run<'v> {
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
            Root::Variable(ref name) => {
                let Some(value) = self.variable(name) else { return Shape::Any };
                match value.look(&path.segments) {
                    Ok(seen) => seen.shape(),
                    Err(dead) => {
                        self.miss(query, path, dead, Role::Read);
                        Shape::Any
                    }
                }
            }
            Root::Current => Shape::Any,
        }
    }

    fn call(&mut self, query: &Query, call: &intrinsic::Call, env: &Env) -> Shape {
        let mut args = Vec::new();
        let function = intrinsic::function(&call.name);
        for (position, arg) in call.args.iter().enumerate() {
            args.push(match &arg.kind {
                ArgKind::Path(path) => {
                    let found = self.path(query, path, env);
                    if let Some(parameter) = function.and_then(|it| it.parameter(position)) {
                        self.argument(query, path, arg.range.clone(), parameter.ty, &found);
                    }
                    found
                }
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
        if let ("States.ArrayRange", [first, last, step]) = (call.name.as_str(), call.args.as_slice())
            && let (Some(first), Some(last), Some(step)) = (number(first), number(last), number(step))
            && step > 0.0
            && (first..=last).contains(&last)
            && let Ok(count) = format!("{}", ((last - first) / step).floor() + 1.0).parse()
        {
            return Shape::Many(count);
        }
        Shape::of_intrinsic(call.result())
    }

    /// What a path gives is what the function takes there.
    fn argument(
        &mut self,
        query: &Query,
        path: &Path,
        range: Range<usize>,
        wanted: intrinsic::Type,
        found: &Shape,
    ) {
        let fits = match wanted {
            _ if matches!(found, Shape::Any | Shape::Null) => true,
            intrinsic::Type::Number => found.is_number(),
            intrinsic::Type::Array => found.is_list(),
            _ => true,
        };
        if let Some(last) = path.segments.last().filter(|_| !fits && path.root == Root::Document) {
            let (prefix, step) = (path.to_string(), last.kind.clone());
            let role = Role::Argument(wanted.describe());
            self.misses.push(Miss { place: query.place(range), role, prefix, step, at: found.clone() });
        }
    }

    fn expression(&mut self, query: &Query, expr: &Expr, env: &Env) -> Shape {
        if *env.input != Shape::Any || env.result.is_some_and(|it| *it != Shape::Any) {
            self.operators(query, expr, env);
        }
        if let ExprKind::Variable(name) = &expr.kind {
            return self.variable(name).cloned().unwrap_or(Shape::Any);
        }
        if let ExprKind::Path(steps) = &expr.kind
            && let [root, rest @ ..] = steps.as_slice()
            && let Some((name, value)) = self.path_of_variable(root)
        {
            return self.steps(query, &value, &format!("${name}"), rest);
        }
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
        if let ExprKind::Array(items) = &expr.kind
            && let [Expr { kind: ExprKind::Range(first, last), .. }] = items.as_slice()
            && let (ExprKind::Number(first), ExprKind::Number(last)) = (&first.kind, &last.kind)
            && let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>())
        {
            return Shape::Many(last.saturating_add(1).saturating_sub(first));
        }
        Shape::of_jsonata(jsonata::literal_type(expr))
    }

    /// The variable that a path begins with, `$name` or `$name[…]`, and what is known of it or of its items.
    fn path_of_variable<'e>(&mut self, root: &'e Expr) -> Option<(&'e str, Shape)> {
        match &root.kind {
            ExprKind::Variable(name) => Some((name, self.variable(name)?.clone())),
            ExprKind::Filter { base, .. } => {
                let (name, list) = self.path_of_variable(base)?;
                Some((name, list.item()?))
            }
            _ => None,
        }
    }

    /// A path of names. A field that is not there is undefined, and lists are gone through.
    fn steps(&mut self, query: &Query, document: &Shape, root: &str, steps: &[Expr]) -> Shape {
        let mut at = document;
        let mut prefix = root.to_owned();
        for (index, step) in steps.iter().enumerate() {
            if let Shape::Api(shape) = at {
                return self.api_steps(query, *shape, prefix, &steps[index..]);
            }
            let ExprKind::Name(name) = &step.kind else { return Shape::Any };
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
                Shape::Any | Shape::Null | Shape::Row => return Shape::Any,
                at if at.is_list() => return Shape::Any,
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

    /// Arithmetic and comparisons, wherever they stand in an expression, on what is known to be other text.
    pub(super) fn operators(&mut self, query: &Query, expr: &Expr, env: &Env) {
        if let ExprKind::Binary { op, lhs, rhs } = &expr.kind {
            for (side, other) in [(lhs, rhs), (rhs, lhs)] {
                let Some(shape) = operand(side, env) else { continue };
                let miss = |role, range: &Range<usize>, step: &str| Miss {
                    place: query.place(range.clone()),
                    role,
                    prefix: side.to_string(),
                    step: SegmentKind::Name(step.to_owned()),
                    at: shape.clone(),
                };
                match (&shape, &other.kind) {
                    (Shape::Cell, other)
                        if op.is_arithmetic()
                            || matches!(other, ExprKind::Number(_))
                                && (op.is_ordering() || matches!(op, BinaryOp::Equal)) =>
                    {
                        self.misses.push(miss(Role::Argument("a number"), &side.range, ""));
                    }
                    (Shape::Word(word), ExprKind::String(text))
                        if *op == BinaryOp::Equal && lacks(*word, text) =>
                    {
                        self.misses.push(miss(Role::Word, &other.range, text));
                    }
                    _ => {}
                }
            }
        }
        expr.for_each_child(&mut |it| self.operators(query, it, env));
    }

    /// The same in the result of an AWS API.
    fn api_steps(&mut self, query: &Query, shape: Typed, mut prefix: String, steps: &[Expr]) -> Shape {
        let mut at = Shape::Api(shape);
        let mut is_many = false;
        for step in steps {
            // `Items[0].Name`: some of them, or one.
            let step = match &step.kind {
                ExprKind::Filter { base, .. } => {
                    is_many = true;
                    base
                }
                _ => step,
            };
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

/// What a plain path of names leads to, if it is there.
fn operand(expr: &Expr, env: &Env) -> Option<Shape> {
    let ExprKind::Path(steps) = &expr.kind else { return None };
    let [root, part, rest @ ..] = steps.as_slice() else { return None };
    if !matches!(&root.kind, ExprKind::Variable(name) if name == "states") {
        return None;
    }
    let mut at = match &part.kind {
        ExprKind::Name(name) if name == "input" => env.input.clone(),
        ExprKind::Name(name) if name == "result" => env.result?.clone(),
        _ => return None,
    };
    for step in rest {
        let ExprKind::Name(name) = &step.kind else { return None };
        at = match &at {
            Shape::Object(object) => object.get(name)?.shape.clone(),
            Shape::Api(shape) => Shape::api(shape.field(name)?),
            Shape::Row => Shape::Cell,
            _ => return None,
        };
    }
    Some(at)
}

fn number(arg: &intrinsic::Arg) -> Option<f64> {
    match &arg.kind {
        ArgKind::Number(number) => number.parse().ok(),
        _ => None,
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
