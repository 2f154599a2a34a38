//! Calls: the name of what is called, and what it is given.

use sfn_asl::machine::{PathField, State, Task};
use sfn_asl::resource::{self, Resource};
use sfn_asl::value::{Value, ValueKind};

use crate::lower::OPTIONS;
use crate::lower::marshal::unmarshalled;

use super::literal::{is_ident, string};
use super::pretty::{Doc, concat, list, text};
use super::query;
use super::resources::{Declarations, has_standard, is_lambda};
use super::value::{Style, object, value};

/// A call, and whether it has taken `InputPath`.
pub struct Call {
    /// The text.
    pub doc: Doc,
    /// Whether what it is given says `InputPath` too.
    pub has_input: bool,
}

/// The call of a Task.
pub fn call(state: &State, task: &Task, declarations: &Declarations, style: Style<'_>) -> Call {
    let resource = task.resource.value.as_str();
    let (callee, is_service) = callee(resource, declarations);
    let mut reserved = OPTIONS.to_vec();
    // What the language would marshal is data here.
    if let Some(Value { kind: ValueKind::Object(fields), .. }) = &state.arguments {
        reserved.extend(unmarshalled(resource, fields));
    }
    let style = Style { dynamodb: resource.contains(":dynamodb:"), reserved: &reserved, ..style };
    let lacks_standard = declarations.standard_retries && is_lambda(resource) && !has_standard(state);
    let option = lacks_standard.then(|| "retry_on_service_exceptions: false".to_owned());
    match &state.arguments {
        Some(arguments) => {
            let doc = match (&arguments.kind, option) {
                (ValueKind::Object(fields), None) => object(&format!("{callee} {{"), fields, style),
                (ValueKind::Object(fields), Some(option)) => with_option(&callee, fields, &option, style),
                (_, option) => given_with(&callee, arguments, option.map(text).into_iter(), style),
            };
            Call { doc, has_input: false }
        }
        None => match &state.input_path {
            Some(PathField::Path(path)) if path.as_written() != "$" => {
                let path = text(query::path(path.as_written()));
                Call { doc: argument_list(&callee, path, option.map(text).into_iter()), has_input: true }
            }
            _ if is_service && option.is_none() => Call { doc: text(callee), has_input: false },
            _ => {
                let doc = argument_list(&callee, text("$"), option.map(text).into_iter());
                Call { doc, has_input: false }
            }
        },
    }
}

/// `call(value)`
pub fn given(callee: &str, arguments: &Value, style: Style<'_>) -> Doc {
    given_with(callee, arguments, std::iter::empty(), style)
}

/// `call(value, option: …)`
pub fn given_with(
    callee: &str,
    arguments: &Value,
    options: impl Iterator<Item = Doc>,
    style: Style<'_>,
) -> Doc {
    let style = Style { reserved: &[], ..style };
    let argument = match (value(arguments, style), &arguments.kind) {
        // A lone `$` says that nothing is given.
        (Doc::Text(it), ValueKind::Query(query)) if it == "$" => text(string(query.as_written())),
        (argument, _) => argument,
    };
    argument_list(callee, argument, options)
}

fn argument_list(callee: &str, argument: Doc, options: impl Iterator<Item = Doc>) -> Doc {
    let mut items: Vec<Doc> = options.collect();
    if items.is_empty() {
        return concat([text(format!("{callee}(")), argument, text(")")]);
    }
    items.insert(0, argument);
    list(&format!("{callee}("), items, ")", Doc::SoftLine)
}

fn with_option(callee: &str, fields: &[sfn_asl::value::Field], option: &str, style: Style<'_>) -> Doc {
    let mut items: Vec<Doc> = fields.iter().map(|it| super::value::field(it, style)).collect();
    items.push(text(option));
    list(&format!("{callee} {{"), items, "}", Doc::Line)
}

/// How `resource` is called, and whether it is a service.
pub fn callee(resource: &str, declarations: &Declarations) -> (String, bool) {
    if let Some(name) = declarations.name_of(resource) {
        return (name.to_owned(), false);
    }
    match service(resource) {
        Some(service) => (service, true),
        None => (format!("task {}", string(resource)), false),
    }
}

/// `service::action.suffix`, if that gives back the same ARN.
pub fn service(resource: &str) -> Option<String> {
    let (prefix, call) = match Resource::parse(resource) {
        Resource::Integration(call) => ("", call),
        Resource::Sdk(call) => ("aws_sdk::", call),
        _ => return None,
    };
    let resource::Call { region: None, service, action, suffix, pattern: Some(_) } = call else {
        return None;
    };
    let (name, is_sdk) =
        if prefix.is_empty() { (service.replace('-', "_"), "") } else { (service.to_owned(), "aws-sdk:") };
    let suffix = suffix.map_or(String::new(), |it| format!(".{it}"));
    let same = resource == format!("arn:aws:states:::{is_sdk}{service}:{action}{suffix}");
    let fits = is_ident(&name)
        && is_ident(action)
        && !(prefix.is_empty() && (service.contains('_') || service == "aws-sdk"));
    (same && fits).then(|| format!("{prefix}{name}::{action}{suffix}"))
}
