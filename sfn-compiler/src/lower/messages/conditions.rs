//! Conditions.

use sfn_asl::choice::Family;
use sfn_asl::diag::{Code, Loc};

use crate::cx::{Cx, SpanRange};

pub fn no_truthiness(cx: &mut Cx, span: SpanRange) {
    cx.error(150, span, "a path is no condition: nothing is true or false by itself")
        .help("write `… == true`, or `IsPresent(…)`");
}

pub fn comparison_needs_type(cx: &mut Cx, at: Loc) {
    let message = "two paths are compared, and ASL has a different operator for each type";
    cx.diagnostics
        .error(Code(151), at, message)
        .help("write it out: `StringEquals($.a, $.b)`, `NumericLessThan($.a, $.b)`, …");
}

pub fn comparison_without_path(cx: &mut Cx, span: SpanRange) {
    cx.error(152, span, "a comparison needs a path on one side: its value is what the Choice looks at")
        .help("compare a path (`$.status`) or variable (`$status`) with a literal");
}

/// `IsPresent($.x) == true`
pub fn compared_condition(cx: &mut Cx, span: SpanRange, name: &str, is_true: bool) {
    let not = if is_true { "" } else { "!" };
    cx.error(152, span, format!("`{name}(…)` is true or false by itself, and is not compared"))
        .help(format!("write `{not}{name}(…)`"));
}

pub fn comparison_with_constant(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(
        153,
        span,
        format!("the type of `{name}` is known to rustc only, and ASL has a different operator for each"),
    )
    .help(format!("write it out: `StringEquals($.…, {name})`, `NumericEquals($.…, {name})`, …"));
}

pub fn no_order(cx: &mut Cx, at: Loc) {
    cx.diagnostics
        .error(Code(154), at, "booleans and `null` have no order")
        .help("compare them with `==` or `!=`");
}

pub fn operator_arity(cx: &mut Cx, span: SpanRange, name: &str, wanted: usize) {
    let values = if wanted == 1 { "a path" } else { "a path and what it is compared with" };
    cx.error(155, span, format!("`{name}` takes {values}")).help(match wanted {
        1 => format!("write `{name}($.field)`"),
        _ => format!("write `{name}($.field, …)`"),
    });
}

pub fn variable_is_path(cx: &mut Cx, span: SpanRange, what: &str) {
    cx.error(156, span, format!("{what} stands where a Choice takes the path to look at"))
        .help("write a path (`$.status`) or a variable (`$status`) first");
}

pub fn no_condition(cx: &mut Cx, span: SpanRange, what: &str) {
    cx.error(157, span, format!("{what} is no condition")).help("compare a path: `$.status == \"DONE\"`");
}

pub fn timestamp_argument(cx: &mut Cx, span: SpanRange) {
    cx.error(158, span, "`timestamp(…)` takes one text").help("write `timestamp(\"2030-01-01T00:00:00Z\")`");
}

pub fn unknown_operator(cx: &mut Cx, span: SpanRange, name: &str, near: Option<&str>) {
    let found =
        cx.error(5004, span, format!("there is no operator `{name}`: the service refuses the definition"));
    found.did_you_mean(near);
}

pub fn no_path_form(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(5004, span, format!("`{name}` compares with a literal only: there is no `{name}Path`"))
        .help("write a literal, or another operator");
}

pub fn operand(cx: &mut Cx, span: SpanRange, what: &str) {
    cx.error(5003, span, format!("{what} cannot be compared with"))
        .help("compare with text, a number, `true`, `false`, `null` or `timestamp(\"…\")`");
}

pub fn operand_of(cx: &mut Cx, span: SpanRange, name: &str, family: Family, path_form: bool) {
    let wanted = match (path_form, family) {
        (true, _) => "a path",
        (_, Family::String) => "text or a path",
        (_, Family::Numeric) => "a number or a path",
        (_, Family::Boolean) => "`true`, `false` or a path",
        (_, Family::Timestamp) => "a timestamp or a path",
        (_, Family::Is | Family::Open) => "`true` or `false`",
    };
    cx.error(5003, span, format!("`{name}` compares with {wanted}"))
        .help("write such a value, or the operator for the value that is meant");
}
