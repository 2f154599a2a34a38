//! Attributes and their arguments.

use sfn_asl::diag::Code;

use crate::cx::{Cx, SpanRange};

pub fn unknown_attribute(cx: &mut Cx, span: SpanRange, name: &str, near: Option<&str>) {
    cx.error(110, span, format!("unknown attribute `{name}`")).did_you_mean(near);
}

pub fn attribute_does_not_apply(cx: &mut Cx, span: SpanRange, name: &str, what: &str) {
    cx.error(111, span, format!("`#[{name}]` does not apply to {what}: the service has no such field there"))
        .help("take it off, or put it on the statement it is meant for");
}

pub fn attribute_twice(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(112, span, format!("`#[{name}]` stands twice on one statement")).help("keep one of them");
}

pub fn attribute_takes_one(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(113, span, format!("`#[{name}(…)]` takes one value")).help(format!("write `#[{name}(value)]`"));
}

pub fn unknown_argument(cx: &mut Cx, span: SpanRange, name: &str, known: &[&str]) {
    let near = sfn_asl::diag::suggest::nearest(name, known.iter().copied());
    let found = cx.error(114, span, format!("unknown argument `{name}`"));
    match near {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help(format!("it takes {}", list(known))),
    };
}

/// `#[allow(…)]`, `#[warn(…)]`
pub fn not_a_code(cx: &mut Cx, span: SpanRange, attribute: &str, near: Option<&str>) {
    let found = cx.error(115, span, "expected the code of a finding, or `hints` for all advice");
    match near {
        Some(_) => found.did_you_mean(near),
        None => found.help(format!("write `#[{attribute}(ASL2007, reason = \"…\")]`")),
    };
}

/// A code of an older or newer version does no harm.
pub fn unknown_code(cx: &mut Cx, span: SpanRange, code: Code, near: Option<&str>) {
    let found = cx.warning(115, span, format!("no finding has the code `{code}`: this has no effect"));
    match near {
        Some(_) => found.did_you_mean(near),
        None => found.help("take the code from what was reported, or remove it"),
    };
}

pub fn reason_expected(cx: &mut Cx, span: SpanRange) {
    expected(cx, span, "the reason, as text", "write `reason = \"…\"`");
}

pub fn assign_needs_name(cx: &mut Cx, span: SpanRange) {
    cx.error(118, span, "an assigned value needs a variable").help("write `#[assign(name = value)]`");
}

pub fn assigned_twice(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(119, span, format!("this state assigns `{name}` twice: one `Assign` has each variable once"))
        .help("keep one of them; all are evaluated at the same time, with the values from before the state");
}

pub fn output_twice(cx: &mut Cx, span: SpanRange) {
    cx.error(119, span, "the output of this state is given twice")
        .help("keep either the `#[output(…)]` attribute or what stands here");
}

pub fn input_twice(cx: &mut Cx, span: SpanRange) {
    cx.error(119, span, "the input of this state is given twice")
        .help("keep either the `#[input(…)]` attribute or the path in the parentheses");
}

pub fn items_twice(cx: &mut Cx, span: SpanRange) {
    cx.error(119, span, "the items of this Map are given twice")
        .help("keep either the `#[items(…)]` attribute or what stands behind `in`");
}

pub fn assign_on_both(cx: &mut Cx, span: SpanRange) {
    cx.error(119, span, "the `_` arm and the Choice itself both assign, and they are the same field")
        .help("keep one: the Choice's own `Assign` applies exactly when `_` is taken");
}

pub fn query_language(cx: &mut Cx, text: &sfn_asl::value::Text) {
    let near = sfn_asl::diag::suggest::nearest(&text.value, ["JSONPath", "JSONata"]).unwrap_or("JSONPath");
    cx.diagnostics
        .error(Code(8001), text.loc, format!("there is no query language `{}`", text.value))
        .help(format!("did you mean `{near}`?"));
}

pub fn no_input_in_jsonata(cx: &mut Cx, span: SpanRange) {
    cx.error(
        8003,
        span,
        "`#[input]` is `InputPath`, which a JSONata state does not have: the service refuses it",
    )
    .help("pass what the call needs in its arguments");
}

pub fn output_only_in_jsonata(cx: &mut Cx, span: SpanRange) {
    cx.error(8003, span, "`#[output]` on an arm is `Output`, which only JSONata has: the service refuses it")
        .help("assign a variable (`#[assign(…)]`), or make the statement JSONata (`#[jsonata]`)");
}

// What another kind of value is expected for: one code, each with its own words.

fn expected(cx: &mut Cx, span: SpanRange, what: &str, help: &str) {
    cx.error(116, span, format!("expected {what}")).help(help);
}

pub fn number_expected(cx: &mut Cx, span: SpanRange, is_jsonata: bool) {
    let what =
        if is_jsonata { "a number, or an expression that gives one" } else { "a number or a path to one" };
    expected(cx, span, what, "write `10`, or a path such as `$.limit`");
}

pub fn fixed_number_expected(cx: &mut Cx, span: SpanRange) {
    expected(cx, span, "a number: this is no field that is evaluated", "write `10`");
}

/// `field`: what JSON calls it.
pub fn path_computes_nothing(cx: &mut Cx, span: SpanRange, field: &str) {
    cx.error(116, span, format!("`{field}` takes a path, and a path computes nothing")).help(
        "compute it before (`let value = …;`) and write `$value`, or put `#[jsonata]` on the statement",
    );
}

pub fn wait_until(cx: &mut Cx, span: SpanRange, time: &str) {
    expected(cx, span, "a duration, and this is a point in time", &format!("write `wait until {time};`"));
}

pub fn duration_expected(cx: &mut Cx, span: SpanRange) {
    expected(cx, span, "a duration", "write `30s`, `5m`, `2h` or `1d`, without quotes");
}

pub fn duration_not_whole(cx: &mut Cx, span: SpanRange) {
    cx.error(117, span, "the service counts in whole seconds from 0 on: this duration is no such number")
        .help("write it in seconds: `90s`");
}

pub fn word_expected(cx: &mut Cx, span: SpanRange) {
    expected(cx, span, "a word or text", "write it as AWS spells it, with or without quotes");
}

pub fn text_expected(cx: &mut Cx, span: SpanRange, is_jsonata: bool) {
    let what = if is_jsonata { "text, or an expression that gives text" } else { "text or a path to text" };
    expected(cx, span, what, "write `\"…\"`, or a path such as `$.when`");
}

pub fn path_or_null(cx: &mut Cx, span: SpanRange) {
    expected(cx, span, "a path or `null`", "write `$.part` to select, or `null` for an empty object");
}

pub fn error_name_expected(cx: &mut Cx, span: SpanRange) {
    expected(cx, span, "an error name", "write `\"CardDeclined\"`, `States.Timeout`, or `_` for all of them");
}

pub fn retry_without_errors(cx: &mut Cx, span: SpanRange) {
    cx.error(4001, span, "this names no error to retry: the service refuses an empty `ErrorEquals`")
        .help("name errors, or all of them: `#[retry(States.ALL, …)]`");
}

pub fn flag_expected(cx: &mut Cx, span: SpanRange, name: &str) {
    expected(cx, span, "`true` or `false`", &format!("`{name}` is decided when the machine is compiled"));
}

pub fn execution_type_expected(cx: &mut Cx, span: SpanRange, near: Option<&str>) {
    let found = cx.error(116, span, "expected `express` or `standard`");
    match near {
        Some(_) => found.did_you_mean(near),
        None => found.help("it is the type of the executions that the Map starts"),
    };
}

pub fn csv_headers_expected(cx: &mut Cx, span: SpanRange) {
    expected(
        cx,
        span,
        "`first_row` or a list of names",
        "write `csv_headers: first_row` or `csv_headers: [\"id\"]`",
    );
}

pub fn reader_config_is_empty(cx: &mut Cx, span: SpanRange) {
    expected(cx, span, "`{}`", "write each option by itself: `input_type: JSON`, `max_items: 100`");
}

pub fn writer_expected(cx: &mut Cx, span: SpanRange) {
    expected(cx, span, "where to write", "write `s3::putObject { Bucket: …, Prefix: … }`");
}

fn list(names: &[&str]) -> String {
    match names {
        [] => "none".to_string(),
        [one] => format!("`{one}`"),
        [rest @ .., last] => {
            let rest: Vec<String> = rest.iter().map(|it| format!("`{it}`")).collect();
            format!("{} and `{last}`", rest.join(", "))
        }
    }
}

/// <https://docs.aws.amazon.com/step-functions/latest/apireference/API_EncryptionConfiguration.html>
pub fn data_key_reuse(cx: &mut Cx, span: SpanRange) {
    cx.error(165, span, "a data key is used again for 60 to 900 seconds: refused by the service")
        .help("write `5m`, which is what the service takes by itself");
}
