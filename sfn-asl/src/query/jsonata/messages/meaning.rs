//! What parses, and can only fail or mean nothing.

use std::ops::Range;

use super::super::ast::{Expr, ExprKind};
use super::super::check::FieldContext;
use super::super::functions;
use super::super::types::Type;
use super::super::walk::Role;
use super::excerpt;
use crate::diag::suggest::nearest;
use crate::query::QueryError;

const NO_CONTEXT: u16 = 8009;
const STATES_MEMBER: u16 = 8010;
const UNKNOWN_FUNCTION: u16 = 8012;
const SIGNATURE: u16 = 8013;
const CONFUSED: u16 = 8020;
const UNKNOWN_CONTEXT: u16 = 6010;

const NO_CONTEXT_HELP: &str = "at the top level there is no context to stand in for the first one";

/// A reference to the input document, which JSONata in Step Functions does not have.
pub(in super::super) fn unrooted(expr: &Expr, context: Option<&str>, role: Role) -> QueryError {
    let range = expr.range.clone();
    let text = expr.to_string();
    let error = |what: String| QueryError::new(NO_CONTEXT, range.clone(), what);
    let refused = |it: &str| format!("`{it}` refers to nothing: at the top level there is no input document");
    match &expr.kind {
        ExprKind::Name(name) => {
            if role == Role::Key {
                return error(format!(
                    "the key `{name}` is read as a field of the input, which is not there"
                ))
                .with_help(format!("quote it: `'{name}'`"));
            }
            let help = match name.as_str() {
                "undefined" => "nothing equals undefined; write `$exists(…)`".to_owned(),
                "states" => "write `$states`".to_owned(),
                "input" | "context" | "result" | "errorOutput" => format!("write `$states.{name}`"),
                _ if name.contains("${") => "JSONata has no templates; join strings with `&`".to_owned(),
                _ if name.starts_with(['“', '”', '‘', '’']) => "write straight quotes".to_owned(),
                _ => match ["true", "false", "null"].into_iter().find(|it| it.eq_ignore_ascii_case(name)) {
                    Some(literal) => format!("write `{literal}`"),
                    None => format!("write `$states.input.{text}`, or `'{name}'` for a string"),
                },
            };
            error(refused(name)).with_help(help)
        }
        ExprKind::Variable(name) if name == "$" => {
            let error = error("the service refuses `$$`: there is no input document".to_owned());
            match context {
                Some(member) => error.with_help(format!("write `$states.context.{member}`")),
                None => error.with_help("write `$states.input`"),
            }
        }
        ExprKind::Variable(_) => error(refused(&text)).with_help("write `$states.input`"),
        _ => error(refused(&text)).with_help(format!("write `$states.input.{text}`")),
    }
}

pub(in super::super) fn unknown_member(range: Range<usize>, member: &str, near: Option<&str>) -> QueryError {
    let error = QueryError::new(STATES_MEMBER, range, format!("`$states` has no member {}", excerpt(member)));
    match near {
        Some(near) => error.with_help(format!("did you mean `{near}`?")),
        None => error.with_help(
            "there are `input` and `context`, and where they exist `result` and `errorOutput`; \
             a field of the input is `$states.input.…`",
        ),
    }
}

pub(in super::super) fn unavailable_member(
    range: Range<usize>,
    member: &str,
    field: FieldContext,
) -> QueryError {
    let place = match member {
        "result" => "`Output` and `Assign` of Task, Parallel and Map states",
        _ => "`Output` and `Assign` of a catcher",
    };
    let message = format!("`$states.{member}` does not exist in this field, only in {place}");
    let help = match member {
        "result" if field.error_output => "in a catcher it is `$states.errorOutput`",
        "errorOutput" if field.result => "the result of a successful state is `$states.result`",
        _ => "elsewhere there are `$states.input`, `$states.context`, and variables assigned before",
    };
    QueryError::new(STATES_MEMBER, range, message).with_help(help)
}

pub(in super::super) fn unknown_context(
    range: Range<usize>,
    path: &str,
    name: &str,
    near: Option<&str>,
    members: &[&str],
) -> QueryError {
    let dot = if path.is_empty() { "" } else { "." };
    let message = format!("`$states.context{dot}{path}` has no field {}", excerpt(name));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", list(members)),
    };
    QueryError::new(UNKNOWN_CONTEXT, range, message).with_help(help)
}

pub(in super::super) fn eval(range: Range<usize>) -> QueryError {
    QueryError::new(
        UNKNOWN_FUNCTION,
        range,
        "Step Functions does not have `$eval`; calling it fails at run time",
    )
    .with_help("`$parse` reads JSON text; expressions cannot be built at run time")
}

pub(in super::super) fn unknown_function(range: Range<usize>, name: &str, near: Option<&str>) -> QueryError {
    let message = format!("there is no function `${name}`, and a variable of the machine cannot hold one");
    let error = QueryError::new(UNKNOWN_FUNCTION, range, message);
    match near {
        Some(near) => error.with_help(format!("did you mean `${near}`?")),
        None => error,
    }
}

/// A field that is called like a function: `uppercase(x)`, `xs.map(f)`.
pub(in super::super) fn method(range: Range<usize>, name: &str, on_data: bool) -> QueryError {
    let message = if on_data {
        format!("`{name}(…)` calls a field, and data holds no functions")
    } else {
        format!("`{name}(…)` calls a field of the input, which is not there")
    };
    let same = match name {
        "toUpperCase" => Some("uppercase"),
        "toLowerCase" => Some("lowercase"),
        "toString" => Some("string"),
        "includes" => Some("contains"),
        "concat" | "push" => Some("append"),
        "size" | "len" => Some("count"),
        "find" => Some("filter"),
        "if" => {
            return QueryError::new(UNKNOWN_FUNCTION, range, message)
                .with_help("write `condition ? then : else`");
        }
        _ => nearest(name, functions::names()),
    };
    let error = QueryError::new(UNKNOWN_FUNCTION, range, message);
    match same {
        Some(same) if on_data => error.with_help(format!("write `${same}(value, …)`")),
        Some(same) => error.with_help(format!("write `${same}(…)`")),
        None => error.with_help("names of functions start with `$`"),
    }
}

/// `States.Format(…)`: intrinsic functions belong to JSONPath.
pub(in super::super) fn intrinsic(range: Range<usize>, name: &str) -> QueryError {
    let instead = match name {
        "Format" => "`'…' & $value & '…'`",
        "StringToJson" => "`$parse(text)`",
        "JsonToString" => "`$string(value)`",
        "Array" => "`[…]`",
        "ArrayPartition" => "`$partition(array, size)`",
        "ArrayContains" => "`value in array`",
        "ArrayRange" => "`$range(first, last, step)`",
        "ArrayGetItem" => "`array[index]`",
        "ArrayLength" => "`$count(array)`",
        "ArrayUnique" => "`$distinct(array)`",
        "Base64Encode" => "`$base64encode(text)`",
        "Base64Decode" => "`$base64decode(text)`",
        "Hash" => "`$hash(text, algorithm)`",
        "JsonMerge" => "`$merge([a, b])`",
        "MathRandom" => "`$random()`",
        "MathAdd" => "`a + b`",
        "StringSplit" => "`$split(text, separator)`",
        "UUID" => "`$uuid()`",
        _ => "a function of JSONata",
    };
    let message = format!("`States.{name}` is an intrinsic function of JSONPath; JSONata does not have it");
    QueryError::new(UNKNOWN_FUNCTION, range, message).with_help(format!("write {instead}"))
}

pub(in super::super) fn arity(
    range: Range<usize>,
    name: &str,
    argc: usize,
    least: usize,
    most: Option<usize>,
    no_context: bool,
) -> QueryError {
    let plural = |n: usize| if n == 1 { "argument" } else { "arguments" };
    let takes = match most {
        Some(0) => "no arguments".to_owned(),
        Some(most) if most == least => format!("{most} {}", plural(most)),
        Some(most) if most == least + 1 => format!("{least} or {most} arguments"),
        Some(most) => format!("{least} to {most} arguments"),
        None => format!("at least {least} {}", plural(least)),
    };
    let error = QueryError::new(SIGNATURE, range, format!("`${name}` takes {takes}, not {argc}"));
    if no_context {
        error.with_help(NO_CONTEXT_HELP)
    } else if argc > 1 && functions::takes_one_array(name) {
        error.with_help(format!("put the values into an array: `${name}([…])`"))
    } else {
        error
    }
}

pub(in super::super) fn argument(
    range: Range<usize>,
    name: &str,
    number: usize,
    wanted: &str,
    found: Option<Type>,
    no_context: bool,
) -> QueryError {
    let help = match (wanted, found) {
        _ if no_context => Some(NO_CONTEXT_HELP),
        ("a string", Some(Type::Number | Type::Boolean)) => Some("convert it with `$string(…)`"),
        ("a number", Some(Type::String)) => Some("convert it with `$number(…)`"),
        _ => None,
    };
    let found = match found {
        Some(Type::Array) if wanted.starts_with("an array of") => "one of other items".to_owned(),
        Some(found) => found.to_string(),
        None => "this".to_owned(),
    };
    let message = format!("argument {number} of `${name}` must be {wanted}, not {found}");
    let error = QueryError::new(SIGNATURE, range, message);
    match help {
        Some(help) => error.with_help(help),
        None => error,
    }
}

pub(in super::super) fn hash_algorithm(
    range: Range<usize>,
    found: &str,
    near: Option<&str>,
    known: &[&str],
) -> QueryError {
    let error = QueryError::new(SIGNATURE, range, format!("`$hash` has no algorithm {}", excerpt(found)));
    match near {
        Some(near) => error.with_help(format!("did you mean `{near}`?")),
        None => error.with_help(format!("there are {}", list(known))),
    }
}

pub(in super::super) fn operand(range: Range<usize>, sign: &str, wanted: &str, found: Type) -> QueryError {
    QueryError::new(SIGNATURE, range, format!("an operand of `{sign}` must be {wanted}, not {found}"))
}

pub(in super::super) fn adds_string(range: Range<usize>) -> QueryError {
    QueryError::new(SIGNATURE, range, "`+` adds numbers only, and this is a string")
        .with_help("join strings with `&`")
}

pub(in super::super) fn discarded_comparison(range: Range<usize>, name: &str) -> QueryError {
    QueryError::new(CONFUSED, range, "this compares, and nothing uses the answer")
        .with_help(format!("to set the variable write `${name} := …`"))
}

fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
    quoted.join(", ")
}
