//! Names that stand for nothing, or for two things.

use crate::cx::{Cx, SpanRange};

/// A lower-case name that is no resource. Rust constants are spelled in capitals.
pub fn unknown_name(cx: &mut Cx, span: SpanRange, name: &str, near: Option<&str>) {
    let found = cx.error(101, span, format!("no resource is called `{name}`"));
    match near {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help(format!(
            "declare it (`resource {name}: …;`), write text in quotes, or name a Rust constant by its path (`crate::…`)"
        )),
    };
}

/// `total`, `order.id`: read as in Rust.
pub fn without_dollar(cx: &mut Cx, span: SpanRange, name: &str, meant: &str) {
    let first = name.split('.').next().unwrap_or(name);
    let message = if meant.strip_prefix('$') == Some(name) {
        format!("`{first}` is a variable, and is read with `$`")
    } else {
        format!("`{first}` is the item of a `for`, which is `$` in its body")
    };
    cx.error(173, span, message).help(format!("write `{meant}`"));
}

pub fn unknown_callee(cx: &mut Cx, span: SpanRange, name: &str, near: Option<&str>) {
    let found = cx.error(102, span, format!("`{name}` is no declared function or activity"));
    match near {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help(format!("declare it: `resource {name}: lambda::Function;`")),
    };
}

/// `event`, `order`: nothing is called so, and nothing is passed to it.
pub fn unknown_value(cx: &mut Cx, span: SpanRange, name: &str, near: Option<&str>) {
    let found = cx.error(102, span, format!("`{name}` is no variable, function or activity"));
    match near {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None if is_input(name) => found.help("the input is `$`, and a field of it `$.name`"),
        None => found.help(format!(
            "write `$.{name}` for a field of the document, or `{name} {{ … }}` to call what is declared"
        )),
    };
}

/// `event.id` among values.
pub fn dotted_name(cx: &mut Cx, span: SpanRange, name: &str) {
    let path = match name.split_once('.') {
        Some((first, rest)) if is_input(first) => format!("$.{rest}"),
        _ => format!("$.{name}"),
    };
    cx.error(131, span, "a name with dots is no value here")
        .help(format!("write `{path}` for a field of the document"));
}

/// What others call the input of a state.
fn is_input(name: &str) -> bool {
    matches!(name, "input" | "event" | "payload" | "document" | "state")
}

/// `dynamodb.putItem`
pub fn service_with_dot(cx: &mut Cx, span: SpanRange, service: &str, action: &str) {
    cx.error(102, span, "`::` stands between a service and its action, and `.` before `sync` and the like")
        .help(format!("write `{service}::{action}`"));
}

pub fn not_callable(cx: &mut Cx, span: SpanRange, name: &str, ty: &str) {
    cx.error(103, span, format!("`{name}` is a `{ty}`, which cannot be called")).help(
        "only `lambda::Function` and `states::Activity` are tasks by themselves; for others call an action: \
         `service::action { … }`",
    );
}

pub fn unknown_resource_type(cx: &mut Cx, span: SpanRange, ty: &str, near: Option<&str>) {
    let found = cx.error(104, span, format!("unknown resource type `{ty}`"));
    match near {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help("write `arn` for a resource of any other kind"),
    };
}

pub fn declared_twice(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(105, span, format!("`{name}` is declared twice")).help("give one of them another name");
}

pub fn unknown_retry_policy(cx: &mut Cx, span: SpanRange, name: &str, near: Option<&str>) {
    let found = cx.error(106, span, format!("no retry policy is called `{name}`"));
    match near {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help(format!(
            "declare it (`retry policy {name} = retry(…);`), or write an error name in quotes or as `States.…`"
        )),
    };
}

pub fn no_such_loop(cx: &mut Cx, span: SpanRange, keyword: &str, name: Option<&str>, around: &[&str]) {
    match name {
        None => cx
            .error(107, span, format!("`{keyword}` stands in no loop of this body"))
            .help("a body of `for` or a branch of `parallel` is a scope of its own: no transition leaves it"),
        Some(name) => {
            let near =
                sfn_asl::diag::suggest::nearest(name, around.iter().copied()).map(|it| format!("'{it}"));
            cx.error(107, span, format!("no loop around this `{keyword}` is called `'{name}`"))
                .help(format!("remove `'{name}`, or call the loop so: `'{name}: loop {{ … }}`"))
                .did_you_mean(near.as_deref())
        }
    };
}

pub fn keyword_as_name(cx: &mut Cx, span: SpanRange, name: &str) {
    cx.error(108, span, format!("a machine is a type, and `{name}` is a keyword of Rust"))
        .help("choose another name");
}

pub fn not_a_type(cx: &mut Cx, span: SpanRange) {
    cx.error(109, span, "this is no Rust type").help("write one, such as `Order` or `Vec<Item>`");
}

pub fn type_too_long(cx: &mut Cx, span: SpanRange, limit: usize) {
    cx.error(109, span, format!("this type has more than {limit} tokens"))
        .help("give it a name: `type Input = …;`");
}

pub fn not_a_visibility(cx: &mut Cx, span: SpanRange) {
    cx.error(109, span, "this is no visibility of Rust").help("write `pub`, `pub(crate)` or nothing");
}
