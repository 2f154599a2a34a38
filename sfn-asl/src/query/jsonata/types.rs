//! The result type of an expression, where the text alone proves it.

use std::fmt;

use super::ast::{Binder, Expr, ExprKind};
use super::functions;
use crate::index::Index;

/// A type of JSONata values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "JSON's own words")]
pub enum Type {
    String,
    Number,
    Boolean,
    Null,
    Array,
    Object,
    Function,
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Type::String => "a string",
            Type::Number => "a number",
            Type::Boolean => "a boolean",
            Type::Null => "null",
            Type::Array => "an array",
            Type::Object => "an object",
            Type::Function => "a function",
        })
    }
}

/// The type of the result, if there is a result: anything may turn out undefined instead, or fail.
///
/// Only what the text proves: a path into data is of no known type, nor is what may collapse from an array to its
/// only item.
pub fn literal_type(expr: &Expr) -> Option<Type> {
    type_of(expr, &bound_names(expr))
}

/// The names an expression binds anywhere inside; as functions they are no longer the library's.
pub(super) fn bound_names(expr: &Expr) -> Index<'_> {
    let mut names = Index::default();
    collect(expr, &mut names);
    names
}

fn collect<'e>(expr: &'e Expr, names: &mut Index<'e>) {
    let binders: &[Binder] = match &expr.kind {
        ExprKind::Lambda { params, .. } => params,
        ExprKind::Focus { binder, .. } | ExprKind::Index { binder, .. } | ExprKind::Bind { binder, .. } => {
            std::slice::from_ref(binder)
        }
        _ => &[],
    };
    for binder in binders {
        names.insert(binder.name.as_str());
    }
    expr.for_each_child(&mut |child| collect(child, names));
}

/// As [`literal_type`], for a part of an expression that binds `bound`.
pub(super) fn type_of(expr: &Expr, bound: &Index) -> Option<Type> {
    Some(match &expr.kind {
        ExprKind::String(_) => Type::String,
        ExprKind::Number(_) | ExprKind::Negate(_) => Type::Number,
        ExprKind::Bool(_) => Type::Boolean,
        ExprKind::Null => Type::Null,
        ExprKind::Array(_) => Type::Array,
        ExprKind::Object(_) | ExprKind::Group { .. } => Type::Object,
        ExprKind::Lambda { .. } | ExprKind::Regex { .. } | ExprKind::Transform { .. } => Type::Function,
        ExprKind::Binary { op, lhs, rhs } => {
            use super::ast::BinaryOp::*;
            match op {
                Concat => Type::String,
                Add | Subtract | Multiply | Divide | Modulo => Type::Number,
                Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual | In | And | Or => {
                    Type::Boolean
                }
                Apply => match &rhs.kind {
                    ExprKind::Call { .. } => return type_of(rhs, bound),
                    // Two functions make a third.
                    _ if matches!(type_of(lhs, bound), None | Some(Type::Function)) => return None,
                    _ => return result_of(rhs, bound),
                },
            }
        }
        ExprKind::Call { args, .. } if args.iter().any(|it| it.kind == ExprKind::Placeholder) => {
            Type::Function
        }
        ExprKind::Call { callee, .. } => return result_of(callee, bound),
        ExprKind::Variable(_) => library_name(expr, bound).map(|_| Type::Function)?,
        ExprKind::Block(items) => return type_of(items.last()?, bound),
        ExprKind::Bind { value, .. } => return type_of(value, bound),
        ExprKind::Condition { then, otherwise, .. } => {
            let then = type_of(then, bound)?;
            if let Some(otherwise) = otherwise
                && type_of(otherwise, bound) != Some(then)
            {
                return None;
            }
            then
        }
        _ => return None,
    })
}

fn library_name<'e>(expr: &'e Expr, bound: &Index) -> Option<&'e str> {
    match &expr.kind {
        ExprKind::Variable(name) if bound.get(name).is_none() && functions::is_function(name) => Some(name),
        _ => None,
    }
}

fn result_of(callee: &Expr, bound: &Index) -> Option<Type> {
    functions::result(library_name(callee, bound)?)
}
