//! What an editor says about a name, in Markdown.

use std::fmt::Write as _;

use sfn_asl::catalog::{Action, Service, resource_type};
use sfn_asl::machine::{Body, Machine, State};
use sfn_asl::query::intrinsic::{Function, Parameter};
use sfn_asl::resource::Pattern;
use sfn_asl::sdk::{Kind, Typed};

use crate::emit::without_holes;
use crate::lower::{Resource, ResourceValue};
use crate::syntax::ast;

/// Of `aws_sdk`.
pub const SDK: &str = "`aws_sdk::service::action { … }`: any action of the AWS SDK.\n\n[Developer Guide](https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html)";

/// Of `States`.
pub const INTRINSICS: &str = "`States.Format(…)` and its like: the intrinsic functions.\n\n[Developer Guide](https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html)";

/// The words with which a statement begins, and what each does.
pub const KEYWORDS: &[(&str, &str)] = &[
    ("wait", "`wait 30s;`, `wait $.seconds;`, `wait until $.time;`: a Wait state."),
    ("goto", "`goto \"State name\";`: a transition to any state of the same body."),
    ("succeed", "`succeed;`: a Succeed state."),
    ("fail", "`fail \"Error\", \"cause\";`: a Fail state."),
    ("pass", "`pass;`, `pass { … }`: a Pass state."),
    ("parallel", "`parallel { { … } { … } }`: a Parallel state."),
    ("task", "`task \"arn\" { … }`: a Task whose resource is written out."),
    ("state", "`state \"Name\" = { … };`: a state as JSON."),
    ("resource", "`resource name: service::Type;`: what the definition names and does not contain."),
];

/// The options of a call, which are not sent to the service.
pub const OPTIONS: &[(&str, &str)] = &[
    ("iam_resources", "ARNs that the execution role needs for this call; not sent."),
    ("iam_action", "The action that the execution role needs for this call; not sent."),
    ("additional_iam_statements", "More of what the execution role needs; not sent."),
];

/// Of calls of Lambda functions.
pub const RETRY: (&str, &str) =
    ("retry_on_service_exceptions", "`false` leaves out the standard retrier of Lambda tasks; not sent.");

/// Of `lambda::invoke`.
pub const PAYLOAD: (&str, &str) = (
    "payload_response_only",
    "`true` makes the function the task's resource, and its response the result; not sent.",
);

/// Of `states::startExecution`.
pub const PARENT: (&str, &str) =
    ("associate_with_parent", "`true` ties the child to this execution; not sent.");

/// How many of the values of an enum are said.
const VALUES: usize = 30;

pub fn service(it: &Service) -> String {
    let Service { title, docs, .. } = it;
    format!("{title}: an optimised integration.\n\n[Developer Guide]({docs})")
}

pub fn action(service: &Service, it: &Action) -> String {
    let mut text = format!("`arn:aws:states:::{}:{}`\n\n", service.name, it.name);
    let others: Vec<String> = it
        .patterns
        .iter()
        .filter(|it| **it != Pattern::RequestResponse)
        .map(|it| format!("`{}`", it.suffix()))
        .collect();
    if !others.is_empty() {
        let _ = writeln!(text, "Also as {}.\n", others.join(", "));
    }
    parameters(&mut text, it.parameters().map(|name| parameter_line(it, name)));
    if let Some(gives) = it.output(Pattern::RequestResponse) {
        let _ = writeln!(text, "Returns {}.\n", value(gives));
    }
    let _ = write!(text, "[Developer Guide]({})", service.docs);
    text
}

fn parameter_line(action: &Action, name: &'static str) -> (&'static str, String) {
    (name, parameter(action.input().and_then(|it| it.field(name)), action.required.contains(&name)))
}

fn parameters(text: &mut String, lines: impl Iterator<Item = (&'static str, String)>) {
    for (name, line) in lines {
        let _ = writeln!(text, "- `{name}`: {line}");
    }
    text.push('\n');
}

/// A parameter of a call, or a member of a structure.
pub fn parameter(ty: Option<Typed>, is_required: bool) -> String {
    let ty = ty.map_or_else(|| "any value".to_owned(), value);
    format!("{ty}, {}", if is_required { "required" } else { "optional" })
}

/// The type that a parameter is shown with.
pub fn type_of(ty: Option<Typed>) -> &'static str {
    match ty.map(Typed::kind) {
        Some(Kind::String | Kind::Enum { .. }) => "Text",
        Some(Kind::Boolean) => "Boolean",
        Some(Kind::Integer) => "Integer",
        Some(Kind::Number) => "Number",
        Some(Kind::Timestamp) => "Timestamp",
        Some(Kind::Blob) => "Blob",
        Some(Kind::List) => "List",
        Some(Kind::Map) => "Map",
        Some(Kind::Struct { .. }) => "Structure",
        Some(Kind::Document) | None => "Anything",
    }
}

/// What a value of an API is.
fn value(ty: Typed) -> String {
    let inside = || ty.inside().map(value).unwrap_or_default();
    match ty.kind() {
        Kind::String => "string".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Integer => "integer".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::Timestamp => "timestamp".to_owned(),
        Kind::Blob => "blob".to_owned(),
        Kind::Document => "any value".to_owned(),
        Kind::Enum { .. } => {
            let mut values: Vec<String> =
                ty.shape.values().take(VALUES).map(|it| format!("`\"{it}\"`")).collect();
            if ty.shape.values().nth(VALUES).is_some() {
                values.push("…".to_owned());
            }
            values.join(" or ")
        }
        Kind::List => format!("list of {}", inside()),
        Kind::Map => format!("map of {}", inside()),
        Kind::Struct { is_union } => {
            let names: Vec<String> = ty.members().map(|it| format!("`{}`", it.0)).collect();
            let names = names.join(", ");
            if is_union { format!("one of {{ {names} }}") } else { format!("{{ {names} }}") }
        }
    }
}

/// A service behind `aws_sdk::`.
pub fn sdk_service(it: sfn_catalog::Service) -> String {
    let count = it.actions().filter(|it| it.support() == sfn_catalog::Support::Offered).count();
    format!("`aws-sdk:{}`: {count} actions. Its errors begin with `{}.`", it.name(), it.error_prefix())
}

/// An action behind `aws_sdk::`: all that is known of it, or for a list what has to be given.
pub fn sdk_action(service: sfn_catalog::Service, action: sfn_catalog::Action, is_whole: bool) -> String {
    if is_whole {
        return format!("```text\n{}```", sfn_catalog::Description { service, action });
    }
    let required: Vec<String> =
        action.input().into_iter().flat_map(|it| it.required()).map(|it| format!("`{}`", it.name)).collect();
    let name = format!("`aws-sdk:{}:{}`", service.name(), action.name());
    if required.is_empty() { name } else { format!("{name}\n\nNeeds {}.", required.join(", ")) }
}

pub fn resource(ast: &ast::Resource, lowered: Option<&Resource>) -> String {
    let mut text = ast.doc.as_ref().map(|it| format!("{}\n\n", it.value)).unwrap_or_default();
    let Some(lowered) = lowered else { return text };
    let _ = match &lowered.value {
        ResourceValue::Substitution => {
            write!(text, "`{}`: `${{{}}}` in the definition.", lowered.ty, lowered.name)
        }
        ResourceValue::Literal(value) => write!(text, "`{}`: `{}`", lowered.ty, value.value),
        ResourceValue::Constant(value) => write!(text, "`{}`: the constant `{value}`", lowered.ty),
    };
    text
}

pub fn resource_kind(name: &str) -> String {
    resource_type(name)
        .filter(|it| !it.arn.is_empty())
        .map_or_else(|| "Anything with an ARN.".to_owned(), |it| format!("`{}`", it.arn.replace("AWS::", "")))
}

/// The state called `name`: its kind, its comment, and its ASL.
pub fn state(machine: &Machine, name: &str) -> String {
    let Some(state) = find(&machine.body, name) else { return String::new() };
    let language = machine.query_language.as_ref().map_or_else(Default::default, |it| it.value);
    let json = without_holes(&sfn_asl::write::state_pretty(state, language));
    let comment = state.comment.as_ref().map(|it| format!("{}\n\n", it.value)).unwrap_or_default();
    format!("{comment}A {} state.\n\n```json\n{json}\n```", state.kind.name())
}

fn find<'a>(body: &'a Body, name: &str) -> Option<&'a State> {
    body.states.iter().find_map(|it| {
        if it.name.value == name { Some(it) } else { it.bodies().iter().find_map(|it| find(it, name)) }
    })
}

/// An intrinsic function: how it is called, what it gives, and what it does.
pub fn intrinsic(it: &Function) -> String {
    let names: Vec<&str> = it.parameters.iter().map(|it| it.name).collect();
    let more = if it.max.is_none() { ", …" } else { "" };
    let mut text = format!("`{}({}{more})`: {}\n\n", it.name, names.join(", "), it.doc);
    for Parameter { name, ty } in it.parameters {
        let _ = writeln!(text, "- `{name}`: {}", ty.describe());
    }
    let _ = write!(text, "\nGives {}.", it.result.describe());
    text
}
