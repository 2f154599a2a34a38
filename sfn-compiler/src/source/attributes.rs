//! Attributes: `#[timeout(30s)]`, `#[retry(…)]`, `#[assign(…)]`, …

use sfn_asl::machine::{NumberField, PathField, Retrier, TextField};
use sfn_asl::value::{Field, Number, Value, ValueKind};

use super::literal::{duration, ident, is_ident, string};
use super::pretty::{Doc, concat, list, text};
use super::query::{self, Root};
use super::value::{Style, value};

/// `#[name(value)]`
pub fn one(name: &str, inside: Doc) -> Doc {
    concat([text(format!("#[{name}(")), inside, text(")]")])
}

/// `#[name(argument, …)]`
pub fn many(name: &str, arguments: Vec<Doc>) -> Doc {
    concat([text("#["), list(&format!("{name}("), arguments, ")", Doc::SoftLine), text("]")])
}

/// `key = value` among the arguments of an attribute.
pub fn named(key: &str, value: Doc) -> Doc {
    concat([text(format!("{key} = ")), value])
}

/// `#[retry(…)]`, or by the name of its policy.
pub fn retry(retrier: &Retrier, policy: Option<&str>) -> Doc {
    match policy {
        Some(policy) => text(format!("#[retry({policy})]")),
        None => concat([text("#["), retrier_arguments("retry(", retrier), text("]")]),
    }
}

/// What stands in the parentheses of a retrier, with them.
pub fn retrier_arguments(open: &str, retrier: &Retrier) -> Doc {
    let mut arguments: Vec<Doc> = retrier.error_equals.iter().map(|it| text(error_name(&it.value))).collect();
    let mut number = |name: &str, number: &Option<Number>, is_time: bool| {
        if let Some(number) = number {
            let number = if is_time { duration(&number.value) } else { number.value.clone() };
            arguments.push(text(format!("{name} = {number}")));
        }
    };
    number("interval", &retrier.interval_seconds, true);
    number("max_attempts", &retrier.max_attempts, false);
    number("backoff", &retrier.backoff_rate, false);
    number("max_delay", &retrier.max_delay_seconds, true);
    if let Some(jitter) = &retrier.jitter_strategy {
        arguments.push(match jitter.value.as_str() {
            "FULL" => text("jitter"),
            other => named("jitter", text(word(other))),
        });
    }
    if let Some(comment) = &retrier.comment {
        arguments.push(named("comment", text(string(&comment.value))));
    }
    list(open, arguments, ")", Doc::SoftLine)
}

/// `States.Timeout` as it is, anything else in quotes.
pub fn error_name(name: &str) -> String {
    match name.strip_prefix("States.") {
        Some(rest) if is_ident(rest) => name.to_owned(),
        _ => string(name),
    }
}

/// A word of the service, in quotes if it is no identifier.
pub fn word(value: &str) -> String {
    if is_ident(value) && !matches!(value, "true" | "false" | "null") {
        value.to_owned()
    } else {
        string(value)
    }
}

/// `#[assign(x = …)]`. `None`: a name is no identifier.
pub fn assign(assigned: &Value, root: Root) -> Option<Doc> {
    let ValueKind::Object(fields) = &assigned.kind else { return None };
    let style = Style::of(root);
    let argument = |it: &Field| Some(named(&ident(&it.key.value)?, value(&it.value, style)));
    Some(many("assign", fields.iter().map(argument).collect::<Option<_>>()?))
}

/// `#[output(…)]` of JSONata.
pub fn output(output: &Value, root: Root) -> Doc {
    one("output", value(output, Style::of(root)))
}

/// `#[input(…)]`, `#[output(…)]` of JSONPath; nothing for the default.
pub fn path(name: &str, field: &Option<PathField>) -> Option<Doc> {
    match field {
        None => None,
        Some(PathField::Null(_)) => Some(one(name, text("null"))),
        Some(PathField::Path(query)) if query.as_written() == "$" => None,
        Some(PathField::Path(query)) => Some(one(name, query::path_doc(query))),
    }
}

/// A number, or what gives one.
pub fn number(field: &NumberField) -> Doc {
    match field {
        NumberField::Literal(number) => text(number.value.clone()),
        NumberField::Query(query) => query::query(query, Root::Input),
    }
}

/// A time, or what gives one.
pub fn seconds(field: &NumberField) -> Doc {
    match field {
        NumberField::Literal(number) => text(duration(&number.value)),
        NumberField::Query(query) => query::query(query, Root::Input),
    }
}

/// Text, or what gives it.
pub fn text_field(field: &TextField) -> Doc {
    match field {
        TextField::Literal(value) => text(string(&value.value)),
        TextField::Query(query) => query::query(query, Root::Input),
    }
}
