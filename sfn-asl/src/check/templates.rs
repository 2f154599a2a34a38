//! Text that was meant to be evaluated: AWS warns of some of it (NO_DOLLAR, NO_PATH, PASS_RESULT_IS_STATIC).

use super::outline::{Outline, Site};
use crate::choice::{Condition, ConditionKind, Operand};
use crate::diag::messages::templates as messages;
use crate::diag::{Code, Diagnostics, Place};
use crate::machine::{QueryLanguage, StateKind, TextField};
use crate::query::{intrinsic, jsonata, jsonpath};
use crate::value::{Text, Value, ValueKind, is_open};

const QUERY: Code = Code(6005);
const ASSIGN: Code = Code(9009);

pub(super) fn check(cx: &mut Diagnostics, outline: &Outline) {
    for site in &outline.sites {
        check_templates(cx, site);
        match &site.state.kind {
            StateKind::Pass { result: Some(result) } => check_result(cx, result),
            StateKind::Fail { error, cause } if site.language == QueryLanguage::JsonPath => {
                check_text(cx, "Error", error.as_ref());
                check_text(cx, "Cause", cause.as_ref());
            }
            StateKind::Choice(choice) => {
                choice.rules.iter().for_each(|it| check_operands(cx, &it.condition));
            }
            _ => {}
        }
    }
}

fn check_templates(cx: &mut Diagnostics, site: &Site) {
    let state = site.state;
    let mut check = |value: Option<&Value>, code: Code| {
        if let Some(value) = value {
            match site.language {
                QueryLanguage::JsonPath => check_template(cx, value, code),
                QueryLanguage::Jsonata => check_jsonata(cx, value),
            }
        }
    };
    check(state.arguments.as_ref(), QUERY);
    check(state.result_selector.as_ref(), QUERY);
    check(state.output.as_ref(), QUERY);
    check(state.assign.as_ref(), ASSIGN);
    for catcher in state.catch.iter().flatten() {
        check(catcher.assign.as_ref(), ASSIGN);
        check(catcher.output.as_ref(), QUERY);
    }
    match &state.kind {
        StateKind::Map(map) => {
            check(map.item_selector.as_ref(), QUERY);
            check(map.items.as_ref(), QUERY);
            check(map.item_batcher.as_ref().and_then(|it| it.batch_input.as_ref()), QUERY);
            check(map.item_reader.as_ref().and_then(|it| it.arguments.as_ref()), QUERY);
            check(map.result_writer.as_ref().and_then(|it| it.arguments.as_ref()), QUERY);
        }
        StateKind::Choice(choice) => {
            for rule in &choice.rules {
                check(rule.assign.as_ref(), ASSIGN);
                check(rule.output.as_ref(), QUERY);
            }
        }
        _ => {}
    }
}

// Only what stands under a `.$` key is evaluated.
fn check_template(cx: &mut Diagnostics, value: &Value, code: Code) {
    match &value.kind {
        ValueKind::Object(fields) => {
            // The parameters of a function that evaluates an expression, as the CDK makes them.
            let is_evaluated = value.get("expressionAttributeValues").is_some();
            for field in fields {
                match &field.value.kind {
                    ValueKind::String(_) if is_evaluated && field.key.value == "expression" => {}
                    // Paths for somebody else: those of an input transformer, of a file system.
                    ValueKind::String(_) | ValueKind::Object(_) if is_path_key(&field.key.value) => {}
                    ValueKind::String(text) if is_query(text) => {
                        messages::key_without_dollar(cx, code, field.value.loc, &field.key.value, text);
                    }
                    ValueKind::String(text) => check_concatenation(cx, &field.value, text),
                    _ => check_template(cx, &field.value, code),
                }
            }
        }
        ValueKind::Array(items) => {
            for item in items {
                match &item.kind {
                    ValueKind::String(text) if is_query(text) => messages::path_in_array(cx, item.loc),
                    ValueKind::String(_) => {}
                    _ => check_template(cx, item, code),
                }
            }
        }
        _ => {}
    }
}

fn is_path_key(key: &str) -> bool {
    key.ends_with("Path") || key.ends_with("path") || key.contains("PathsMap")
}

// A path in the middle of a text.
fn check_concatenation(cx: &mut Diagnostics, value: &Value, text: &str) {
    let Some(at) = text.find("$.").filter(|_| !is_open(text)) else { return };
    let rest = &text[at + 2..];
    let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
    let name = rest[..length].trim_end_matches('.');
    // What is quoted, or code, is for somebody else to evaluate.
    let is_code = text.contains(['\'', '"', '`', '(', '{', '\\', '\n', '|', '=']);
    if name.starts_with(|c: char| c.is_alphabetic()) && !is_code {
        let end = at + 2 + name.len();
        messages::path_inside_text(cx, Place::within(value.loc, at..end), &text[at..end]);
    }
}

// What JSONPath would evaluate is text to JSONata.
fn check_jsonata(cx: &mut Diagnostics, value: &Value) {
    match &value.kind {
        ValueKind::Object(fields) => {
            for field in fields {
                if let Some(plain) = field.key.value.strip_suffix(".$") {
                    messages::dynamic_key(cx, field.key.loc, plain);
                } else {
                    check_jsonata(cx, &field.value);
                }
            }
        }
        ValueKind::Array(items) => items.iter().for_each(|it| check_jsonata(cx, it)),
        ValueKind::String(text) if text.starts_with("$states.") && jsonata::parse(text).is_ok() => {
            messages::undelimited(cx, value.loc, text);
        }
        ValueKind::String(text) if is_query(text) => {
            let meant = match text.strip_prefix("$.") {
                Some(rest) => format!("$states.input.{rest}"),
                None => "…".to_owned(),
            };
            messages::not_jsonata(cx, value.loc, &meant);
        }
        _ => {}
    }
}

/// Whether `text` would be evaluated under a `.$` key, and can hardly be meant as text.
fn is_query(text: &str) -> bool {
    let is_path = ["$.", "$[", "$$."].iter().any(|it| text.starts_with(it));
    if is_open(text) {
        return false;
    }
    is_path && jsonpath::parse(text).is_ok()
        || intrinsic::looks_like(text)
            && intrinsic::parse(text).is_ok_and(|it| intrinsic::function(&it.name).is_some())
}

// `Result` is data.
fn check_result(cx: &mut Diagnostics, value: &Value) {
    match &value.kind {
        ValueKind::Object(fields) => {
            for field in fields {
                if field.key.value.ends_with(".$") {
                    messages::static_result(cx, field.key.loc);
                } else if !is_path_key(&field.key.value) {
                    check_result(cx, &field.value);
                }
            }
        }
        ValueKind::Array(items) => items.iter().for_each(|it| check_result(cx, it)),
        ValueKind::String(text) if is_query(text) => messages::static_result(cx, value.loc),
        _ => {}
    }
}

fn check_text(cx: &mut Diagnostics, field: &str, text: Option<&TextField>) {
    if let Some(TextField::Literal(text)) = text {
        check_literal(cx, field, text);
    }
}

fn check_literal(cx: &mut Diagnostics, field: &str, text: &Text) {
    if is_query(&text.value) {
        messages::field_without_path(cx, text.loc, field);
    }
}

// An operand that looks like a path is compared as text.
fn check_operands(cx: &mut Diagnostics, condition: &Condition) {
    match &condition.kind {
        ConditionKind::And(items) | ConditionKind::Or(items) => {
            items.iter().for_each(|it| check_operands(cx, it))
        }
        ConditionKind::Not(inner) => check_operands(cx, inner),
        ConditionKind::Compare { operator, operand: Operand::Text(text), .. }
            if operator.value.has_path_form() =>
        {
            check_literal(cx, operator.value.name(), text);
        }
        _ => {}
    }
}
