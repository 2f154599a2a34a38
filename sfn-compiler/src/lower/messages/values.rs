//! Values that the query language, or the field, cannot take.

use sfn_asl::diag::{Code, Loc};
use sfn_asl::value::Text;

use crate::cx::{Cx, SpanRange};

pub fn needs_jsonata(cx: &mut Cx, span: SpanRange, what: &str) {
    cx.error(130, span, format!("{what} cannot be evaluated in a JSONPath state")).help(
        "put `#[jsonata]` on the statement, or use an intrinsic (`States.MathAdd`, `States.Format`, …)",
    );
}

pub fn no_expression(cx: &mut Cx, span: SpanRange, what: &str) {
    cx.error(131, span, format!("{what} is no value here"))
        .help("write a literal, a path, a variable or an expression");
}

pub fn duration_is_no_value(cx: &mut Cx, span: SpanRange) {
    cx.error(131, span, "a duration is no value: only `wait`, timeouts and retriers know units of time")
        .help("write a number of seconds");
}

pub fn call_is_no_value(cx: &mut Cx, span: SpanRange) {
    cx.error(131, span, "a call is a state of its own, and cannot stand inside a value")
        .help("write `let name = …;` before this statement, and `$name` here");
}

pub fn jsonata_in_jsonpath(cx: &mut Cx, span: SpanRange) {
    cx.error(132, span, "a JSONata expression in a JSONPath state would be passed on as text")
        .help("put `#[jsonata]` on the statement, or `#[query_language(JSONata)]` on the machine");
}

pub fn no_jsonata_counterpart(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(
        133,
        span,
        format!("`{name}` has no counterpart in JSONata, and a JSONata state has no intrinsics"),
    )
    .help("write the JSONata: `{% … %}`");
}

pub fn path_has_no_jsonata(cx: &mut Cx, span: SpanRange) {
    cx.error(134, span, "this part of a path means something else in JSONata, or nothing")
        .help("write the JSONata: `{% $states.input.… %}`");
}

pub fn format_slot_with_content(cx: &mut Cx, span: SpanRange, inside: &str) {
    cx.error(
        135,
        span,
        format!("`{{{inside}}}`: a slot of `format!` is empty here, and its value an argument"),
    )
    .help(format!("write `{{}}` and the value behind the text: `format!(\"…{{}}…\", ${inside})`"));
}

pub fn format_lone_brace(cx: &mut Cx, span: SpanRange) {
    cx.error(135, span, "a `}` without its `{`").help("write `}}` for a brace in the text");
}

pub fn format_arity(cx: &mut Cx, span: SpanRange, slots: usize, args: usize) {
    let slots = if slots == 1 { "one slot".to_owned() } else { format!("{slots} slots") };
    let follow = if args == 1 { "one value follows".to_owned() } else { format!("{args} values follow") };
    cx.error(135, span, format!("the text has {slots} `{{}}` and {follow}")).help("give each slot one value");
}

pub fn duplicate_key(cx: &mut Cx, span: SpanRange, key: &str, first: Loc) {
    cx.error(1009, span, format!("the key `{key}` stands twice in this object: one of them would be lost"))
        .help("keep one of them")
        .label(first, "the first one");
}

pub fn dollar_key(cx: &mut Cx, key: &Text) {
    let name = key.value.trim_end_matches(".$").to_string();
    cx.diagnostics
        .error(
            Code(136),
            key.loc,
            format!("`{}` is how ASL marks a dynamic value; here the value itself says so", key.value),
        )
        .help(format!("write `{name}: $.path`, without `.$` and without quotes around the path"));
}

pub fn attribute_value_arity(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(137, span, format!("the attribute value `{name}(…)` takes one value"))
        .help(format!("write `{name}($.value)`"));
}

pub fn pass_needs_object(cx: &mut Cx, span: SpanRange) {
    cx.error(138, span, "a JSONPath Pass can compute objects, not a single value: `Parameters` must be an object")
        .help("keep it in a variable (`let x = …;`), in a field (`{ value: … }`), or put `#[jsonata]` on the statement");
}

/// `field`: what JSON calls it.
pub fn computed_root(cx: &mut Cx, loc: Loc, field: &str) {
    cx.diagnostics
        .error(
            Code(138),
            loc,
            format!("JSONPath computes the fields of an object, and `{field}` would be this text"),
        )
        .help("write it into a field (`{ value: … }`), or put `#[jsonata]` on the statement");
}

/// `$ = …` by the language's rule, and surprising in the middle of a flow.
pub fn value_is_not_last(cx: &mut Cx, span: SpanRange) {
    cx.error(146, span, "without `;` this is the output of the body, and the body does not end here").help(
        "end it with `;` to discard the result, or write `$ = …;` to replace the \
             document with it",
    );
}

pub fn part_goes_nowhere(cx: &mut Cx, span: SpanRange) {
    cx.error(140, span, "part of the result is selected and then discarded")
        .help("assign it (`let x = …;`, `$ = …;`), or take the selection away");
}

pub fn part_into_path(cx: &mut Cx, span: SpanRange) {
    cx.error(140, span, "JSONPath cannot put part of a result into the document")
        .help(
            "write `select { field: $.… }` to shape the result, keep the part in a variable (`let x = ….A;`), or put \
             `#[jsonata]` on the statement",
        );
}

pub fn part_and_select(cx: &mut Cx, span: SpanRange) {
    cx.error(140, span, "both a part of the result and `select` are given")
        .help("select the part: `select $.A.B`");
}

pub fn destructure_needs_result(cx: &mut Cx, span: SpanRange) {
    cx.error(141, span, "only a path or the result of a call can be taken apart")
        .help("write one `let` for each variable");
}

pub fn merge_needs_names(cx: &mut Cx, span: SpanRange) {
    cx.error(142, span, "in JSONata a field of the document is set by its name").help("write `$.name = …;`");
}

pub fn pass_cannot_fail(cx: &mut Cx, span: SpanRange) {
    cx.error(143, span, "a Pass has no `Catch`: what fails in it fails the execution")
        .help("take the `catch` away");
}

pub fn pass_has_no_result(cx: &mut Cx, span: SpanRange) {
    cx.error(144, span, "a Pass has no result to select from").help("write the value that is meant");
}

pub fn items_must_be_path(cx: &mut Cx, span: SpanRange) {
    cx.error(145, span, "a JSONPath Map takes its items from a path")
        .help("write `for $ in $.items { … }`, or put `#[jsonata]` on the statement");
}

pub fn payload_response_only_conflict(cx: &mut Cx, option: SpanRange, other: SpanRange, name: &str) {
    let at = cx.loc(option);
    cx.error(
        160,
        other,
        format!("`{name}` cannot go with `payload_response_only`: the task has only the function's input"),
    )
    .help("take one of the two away")
    .label(at, "`payload_response_only` stands here");
}

pub fn option_is_for(cx: &mut Cx, span: SpanRange, option: &str, what: &str) {
    cx.error(161, span, format!("the option `{option}` is for {what}"))
        .help(format!("take it away, or quote the key (`\"{option}\"`) if it is a parameter"));
}

pub fn option_needs_parameters(cx: &mut Cx, span: SpanRange, option: &str) {
    cx.error(161, span, format!("`{option}` needs the parameters, and here they are one value"))
        .help(format!("write them out: `call {{ …, {option}: true }}`"));
}

/// `call($, name: …)`
pub fn unknown_option(cx: &mut Cx, span: SpanRange, name: &str, known: &[&str]) {
    let found = cx.error(161, span, format!("behind a value stand options, and `{name}` is none"));
    match sfn_asl::diag::suggest::nearest(name, known.iter().copied()) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help(format!("write parameters in braces: `call {{ {name}: … }}`")),
    };
}

/// `input_typ: CSV` among the parameters.
pub fn misspelt_option(cx: &mut Cx, span: SpanRange, name: &str, near: &str) {
    cx.error(161, span, format!("`{name}` is neither a parameter nor an option of this call"))
        .did_you_mean(Some(near));
}

pub fn suffix_on_task(cx: &mut Cx, span: SpanRange) {
    cx.error(162, span, "the pattern of a `task` is part of its text")
        .help("write it at the end of the resource");
}

pub fn suffix_on_function(cx: &mut Cx, span: SpanRange, suffix: &str) {
    cx.error(162, span, format!("a function that is called by its ARN has no `.{suffix}`"))
        .help(format!("write `lambda::invoke.{suffix} {{ FunctionName: …, Payload: {{ … }} }}`"));
}

pub fn function_name_static(cx: &mut Cx, loc: &Loc) {
    cx.diagnostics
        .error(
            Code(163),
            *loc,
            "with `payload_response_only` the function is the task's resource, which cannot be dynamic",
        )
        .help("name a declared function or write its ARN");
}

pub fn input_must_be_object(cx: &mut Cx, input: Loc, option: Loc) {
    cx.diagnostics
        .error(Code(164), input, "`associate_with_parent` adds a field to `Input`, which must be an object")
        .help("write `Input: { … }`, or take the option away")
        .label(option, "`associate_with_parent` stands here");
}
