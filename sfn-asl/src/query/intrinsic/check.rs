//! Calls that AWS refuses, or that fail whenever they are evaluated.

use std::ops::Range;

use super::functions::{ALGORITHMS, FUNCTIONS, Function, Type, function};
use super::text::{PieceKind, Text};
use super::{Arg, ArgKind, Call};
use crate::diag::suggest::nearest;
use crate::query::jsonpath::scan::{MOST_ERRORS, shown};
use crate::query::{QueryError, in_order};

/// The most intrinsics in one field. Source: developer guide; it says "nested", and we count all of them.
pub const MOST_CALLS: usize = 10;

/// The longest text that is encoded, decoded or hashed. Source: developer guide.
const LONGEST_DATA: usize = 10_000;

/// The longest range. Source: developer guide.
const LONGEST_RANGE: i128 = 1000;

/// Everything that is certainly wrong with a call and those inside it, in the order written.
///
/// Codes: 7001 unknown function, 7003 number of arguments, 7004 template, 7005 constants, 7006 results of inner
/// calls, 7008 number of calls, 7011 length of data.
pub fn check(call: &Call) -> Vec<QueryError> {
    let mut errors = Vec::new();
    let calls = call.calls();
    for call in &calls {
        check_one(call, &mut errors);
    }
    if let Some(first_too_many) = calls.get(MOST_CALLS) {
        let message =
            format!("a field has at most {MOST_CALLS} intrinsics, and this one has {}", calls.len());
        errors.push(
            QueryError::new(7008, first_too_many.name_range.clone(), message)
                .with_help("compute a part of it in a Pass state before"),
        );
    }
    in_order(errors)
}

fn check_one(call: &Call, errors: &mut Vec<QueryError>) {
    let Some(function) = function(&call.name) else {
        errors.push(unknown(call));
        return;
    };
    if let Some(error) = arity(call, function) {
        errors.push(error);
        return;
    }
    let before = errors.len();
    for (position, arg) in call.args.iter().enumerate() {
        errors.extend(type_mismatch(function, position, arg));
    }
    if errors.len() == before {
        values(call, errors);
    }
}

fn unknown(call: &Call) -> QueryError {
    let error = QueryError::new(
        7001,
        call.name_range.clone(),
        format!("there is no intrinsic function {}", shown(&call.name)),
    );
    let full = format!("States.{}", call.name);
    let names = || FUNCTIONS.iter().map(|function| function.name);
    match nearest(&full, names()).or_else(|| nearest(&call.name, names())) {
        Some(name) => error.with_help(format!("did you mean `{name}`?")),
        None => error,
    }
}

fn arity(call: &Call, function: &Function) -> Option<QueryError> {
    let count = call.args.len();
    let too_many = function.max.is_some_and(|max| count > max);
    if count >= function.min && !too_many {
        return None;
    }
    let takes = match (function.min, function.max) {
        (0, Some(0)) => "no arguments".to_owned(),
        (1, Some(1)) => "one argument".to_owned(),
        (min, Some(max)) if min == max => format!("{min} arguments"),
        (min, Some(max)) => format!("{min} to {max} arguments"),
        (1, None) => "at least one argument".to_owned(),
        (min, None) => format!("at least {min} arguments"),
    };
    let message = format!("`{}` takes {takes}, not {count}", function.name);
    // Too many: what must go. Too few: the name, for there is nothing else to point at.
    let range = match (too_many, function.max.and_then(|max| call.args.get(max)), call.args.last()) {
        (true, Some(first), Some(last)) => first.range.start..last.range.end,
        _ => call.name_range.clone(),
    };
    let error = QueryError::new(7003, range, message);
    let missing: Vec<&str> =
        function.parameters.iter().take(function.min).skip(count).map(|p| p.name).collect();
    Some(match missing.is_empty() {
        true => error.with_help("remove the rest"),
        false => error.with_help(format!("add {}", missing.join(", "))),
    })
}

/// A constant (7005) or an inner call (7006) that cannot be what the parameter takes.
fn type_mismatch(function: &Function, position: usize, arg: &Arg) -> Option<QueryError> {
    let parameter = function.parameter(position)?;
    let (code, given) = match &arg.kind {
        ArgKind::String(_) => (7005, Type::String),
        ArgKind::Number(_) => (7005, Type::Number),
        ArgKind::Bool(_) => (7005, Type::Bool),
        ArgKind::Null if parameter.ty != Type::Any => {
            let message = format!("`{}` takes {} here, not `null`", function.name, parameter.ty.describe());
            return Some(QueryError::new(7005, arg.range.clone(), message));
        }
        ArgKind::Call(inner) => (7006, inner.result()),
        ArgKind::Path(_) | ArgKind::Null => return None,
    };
    let fits = given == parameter.ty || given == Type::Any || parameter.ty == Type::Any;
    if fits {
        return None;
    }
    let message =
        format!("`{}` takes {} here, not {}", function.name, parameter.ty.describe(), given.describe());
    Some(QueryError::new(code, arg.range.clone(), message))
}

/// Constants that have the right type and a wrong value.
fn values(call: &Call, errors: &mut Vec<QueryError>) {
    let mut refuse = |code: u16, arg: &Arg, message: &str, help: &str| {
        let error = QueryError::new(code, arg.range.clone(), message);
        errors.push(if help.is_empty() { error } else { error.with_help(help) });
    };
    match (call.name.as_str(), call.args.as_slice()) {
        ("States.Format", [template, values @ ..]) => {
            if let ArgKind::String(text) = &template.kind {
                errors.extend(template_errors(text, &template.range, values));
            }
        }
        ("States.Hash", [data, algorithm]) => {
            if too_long(data) {
                refuse(7011, data, "`States.Hash` takes at most 10,000 characters", "");
            }
            if let ArgKind::String(text) = &algorithm.kind {
                errors.extend(bad_algorithm(&text.value(), algorithm));
            }
        }
        ("States.Base64Encode" | "States.Base64Decode", [data]) if too_long(data) => {
            refuse(7011, data, &format!("`{}` takes at most 10,000 characters", call.name), "");
        }
        ("States.JsonToString", [value]) if !matches!(value.kind, ArgKind::Path(_) | ArgKind::Call(_)) => {
            refuse(7005, value, "`States.JsonToString` takes a path, not a constant", "");
        }
        ("States.JsonMerge", [_, _, deep]) if deep.kind == ArgKind::Bool(true) => {
            refuse(7005, deep, "AWS merges the top level only", "write `false`");
        }
        ("States.ArrayPartition", [_, size]) if rounded(size).is_some_and(|size| size < 1) => {
            refuse(7005, size, "the size of the parts must be at least 1", "");
        }
        ("States.ArrayRange", [first, last, step]) => match (rounded(first), rounded(last), rounded(step)) {
            (_, _, Some(0)) => refuse(7005, step, "the step of a range cannot be 0", ""),
            (Some(from), Some(to), Some(by))
                if (i128::from(to) - i128::from(from)) / i128::from(by) >= LONGEST_RANGE =>
            {
                refuse(7005, last, "a range has at most 1000 elements", "");
            }
            _ => {}
        },
        ("States.MathAdd", args) => {
            for arg in args {
                if rounded(arg).is_some_and(|value| i32::try_from(value).is_err()) {
                    refuse(7005, arg, "this number does not fit in 32 bits", "");
                }
            }
        }
        _ => {}
    }
}

fn template_errors(text: &Text, range: &Range<usize>, values: &[Arg]) -> Vec<QueryError> {
    let mut errors = Vec::new();
    let mut pieces = text.pieces();
    while let [first, rest @ ..] = pieces {
        if errors.len() == MOST_ERRORS {
            break;
        }
        pieces = rest;
        let PieceKind::Brace(brace) = first.kind else { continue };
        // `{0}` and the like are one mistake.
        if let ('{', [_, closing, rest @ ..]) = (brace, rest)
            && closing.kind == PieceKind::Brace('}')
        {
            pieces = rest;
            let error =
                QueryError::new(7004, first.range.start..closing.range.end, "a slot has nothing inside");
            errors.push(error.with_help("write `{}` for a slot, `\\{` and `\\}` for braces"));
            continue;
        }
        let message = format!("a bare `{brace}` in a template must be part of `{{}}`");
        let error = QueryError::new(7004, first.range.clone(), message);
        errors.push(error.with_help(format!("write `\\{brace}` for the character itself")));
    }
    let slots = text.slots();
    // With a stray brace the number of slots is not what was meant.
    if errors.is_empty() && slots != values.len() {
        let range = match (values.get(slots), values.last()) {
            (Some(first), Some(last)) => first.range.start..last.range.end,
            _ => range.clone(),
        };
        let plural =
            |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let message =
            format!("the template has {} for {}", plural(slots, "slot"), plural(values.len(), "argument"));
        errors.push(QueryError::new(7004, range, message));
    }
    errors
}

fn bad_algorithm(name: &str, arg: &Arg) -> Option<QueryError> {
    if ALGORITHMS.contains(&name) {
        return None;
    }
    let error =
        QueryError::new(7005, arg.range.clone(), format!("there is no hash algorithm {}", shown(name)));
    Some(match nearest(name, ALGORITHMS.iter().copied()) {
        Some(meant) => error.with_help(format!("did you mean `'{meant}'`?")),
        None => error.with_help(format!("there are {}", ALGORITHMS.join(", "))),
    })
}

fn too_long(arg: &Arg) -> bool {
    matches!(&arg.kind, ArgKind::String(text) if text.value().chars().count() > LONGEST_DATA)
}

/// The whole number that AWS makes of a constant: half up, as Java's `Math.round`; recorded.
fn rounded(arg: &Arg) -> Option<i64> {
    let ArgKind::Number(spelling) = &arg.kind else { return None };
    let value: f64 = spelling.parse().ok()?;
    Some((value + 0.5).floor() as i64)
}
