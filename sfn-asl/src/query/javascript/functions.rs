//! What of JavaScript's own can be called.

use super::ast::{Expr, ExprKind};

/// Functions by themselves, of one argument.
pub const CALLS: &[&str] = &["Boolean", "Number", "String", "parseFloat", "parseInt"];

/// Objects with functions.
pub const OBJECTS: &[&str] = &["JSON", "Math", "Object"];

/// A function: of which object (empty for methods), its name, and how many arguments it takes.
pub struct Function {
    /// `Math`; empty for a method.
    pub object: &'static str,
    /// `floor`
    pub name: &'static str,
    /// The least and the most.
    pub args: (usize, usize),
}

const fn of(object: &'static str, name: &'static str, least: usize, most: usize) -> Function {
    Function { object, name, args: (least, most) }
}

/// Every function of an object and every method.
pub const FUNCTIONS: &[Function] = &[
    of("JSON", "parse", 1, 1),
    of("JSON", "stringify", 1, 1),
    of("Math", "abs", 1, 1),
    of("Math", "ceil", 1, 1),
    of("Math", "floor", 1, 1),
    of("Math", "max", 1, 32),
    of("Math", "min", 1, 32),
    of("Math", "pow", 2, 2),
    of("Math", "round", 1, 1),
    of("Math", "sign", 1, 1),
    of("Math", "sqrt", 1, 1),
    of("Math", "trunc", 1, 1),
    of("Object", "keys", 1, 1),
    of("Object", "values", 1, 1),
    of("", "charAt", 1, 1),
    of("", "concat", 1, 1),
    of("", "endsWith", 1, 1),
    of("", "every", 1, 1),
    of("", "filter", 1, 1),
    of("", "find", 1, 1),
    of("", "includes", 1, 1),
    of("", "indexOf", 1, 1),
    of("", "join", 0, 1),
    of("", "map", 1, 1),
    of("", "padEnd", 2, 2),
    of("", "padStart", 2, 2),
    of("", "reduce", 2, 2),
    of("", "repeat", 1, 1),
    of("", "replace", 2, 2),
    of("", "replaceAll", 2, 2),
    of("", "reverse", 0, 0),
    of("", "slice", 1, 2),
    of("", "some", 1, 1),
    of("", "split", 1, 1),
    of("", "startsWith", 1, 1),
    of("", "substring", 1, 2),
    of("", "toFixed", 0, 1),
    of("", "toLowerCase", 0, 0),
    of("", "toString", 0, 0),
    of("", "toUpperCase", 0, 0),
    of("", "trim", 0, 0),
];

/// Methods that are given a function.
const CALLING: &[&str] = &["every", "filter", "find", "map", "reduce", "some"];

/// What of a call of a method cannot be taken.
pub(super) fn wrong_method(base: &Expr, name: &str, args: &[Expr]) -> Option<String> {
    let count = args.len();
    let is_function = matches!(args.first().map(|it| &it.kind), Some(ExprKind::Function(..)));
    let object = match &base.kind {
        ExprKind::Name(object) if OBJECTS.contains(&object.as_str()) => object.as_str(),
        _ => "",
    };
    let dot = if object.is_empty() { "" } else { "." };
    match FUNCTIONS.iter().find(|it| it.object == object && it.name == name) {
        None => Some(format!("{object}{dot}{name}")),
        Some(it) if count < it.args.0 || count > it.args.1 => {
            Some(format!("{object}{dot}{name} of {count} arguments"))
        }
        Some(_) if CALLING.contains(&name) != is_function => Some(if is_function {
            format!("{name} of a function")
        } else {
            format!("{name} of anything but a function `x => …`")
        }),
        Some(_) => None,
    }
}

/// What of a member cannot be taken.
pub(super) fn wrong_member(base: &Expr, name: &str) -> Option<String> {
    match &base.kind {
        ExprKind::Name(object)
            if OBJECTS.contains(&object.as_str()) && (object != "Math" || name != "PI") =>
        {
            Some(format!("{object}.{name}"))
        }
        _ => None,
    }
}
