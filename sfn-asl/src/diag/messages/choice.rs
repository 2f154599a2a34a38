//! The shape of choice rules.

use super::fields::kind_name;
use crate::choice::{Family, Operator};
use crate::diag::{Code, Diagnostics, Loc};
use crate::value::{Text, ValueKind};

/// No `Choices`, or an empty list of rules.
pub fn no_rules(cx: &mut Diagnostics, loc: Loc, name: &str) {
    cx.error(Code(5001), loc, format!("{name} needs at least one rule: refused by the service"));
}

/// A top-level rule without `Next`.
pub fn rule_without_next(cx: &mut Diagnostics, loc: Loc) {
    cx.error(Code(5001), loc, "a choice rule needs `Next`: refused by the service")
        .help("add the state to go to when the rule applies");
}

/// `Next`, `Assign` or `Output` inside `And`, `Or`, `Not`.
pub fn only_on_top(cx: &mut Diagnostics, key: &Text) {
    let message = format!("a nested choice rule takes no `{}`: refused by the service", key.value);
    cx.error(Code(5001), key.loc, message)
        .help("it belongs to the rule as a whole, beside `And`, `Or` or `Not`");
}

/// Nothing to decide by.
pub fn no_condition(cx: &mut Diagnostics, loc: Loc, jsonata: bool) {
    let finding = cx.error(Code(5002), loc, "this rule says nothing to compare: refused by the service");
    if jsonata {
        finding.help("add `\"Condition\": \"{% … %}\"`");
    } else {
        finding.help("add `Variable` with an operator, or `And`, `Or`, `Not`");
    }
}

/// `And` beside `Or`, `Variable` beside `Not`.
pub fn several_conditions(cx: &mut Diagnostics, second: &Text, first: &Text) {
    let message = format!(
        "`{}` beside `{}`: a rule has one condition, and the service refuses two",
        second.value, first.value
    );
    cx.error(Code(5002), second.loc, message)
        .help("put both into an `And` or `Or`")
        .label(first.loc, "the other condition");
}

/// Two operators on one variable.
pub fn several_operators(cx: &mut Diagnostics, second: &Text, first: &Text) {
    let message = format!(
        "`{}` beside `{}`: a rule has one operator, and the service refuses two",
        second.value, first.value
    );
    cx.error(Code(5002), second.loc, message)
        .help("put two rules into an `And` or `Or`")
        .label(first.loc, "the other operator");
}

/// `Variable` and nothing else.
pub fn no_operator(cx: &mut Diagnostics, variable: Loc) {
    cx.error(Code(5002), variable, "this `Variable` is compared with nothing: refused by the service")
        .help("add an operator, such as `StringEquals` or `IsPresent`");
}

/// An operator and nothing else.
pub fn no_variable(cx: &mut Diagnostics, operator: &Text) {
    let message = format!("`{}` needs a `Variable` to look at: refused by the service", operator.value);
    cx.error(Code(5002), operator.loc, message).help("add `\"Variable\": \"$.…\"`");
}

/// Not one of the 39 operators.
pub fn unknown_operator(cx: &mut Diagnostics, key: &Text, near: Option<&str>) {
    let name = key.value.as_str();
    let finding =
        cx.error(Code(5004), key.loc, format!("there is no operator `{name}`: refused by the service"));
    let plain = name.strip_suffix("Path").and_then(Operator::parse);
    if let Some((operator, false)) = plain {
        finding.help(format!("`{}` compares with a constant only", operator.name()));
    } else if let Some(positive) = positive(name) {
        finding.help(format!("put `{positive}` into `Not`"));
    } else {
        finding.did_you_mean(near);
    }
}

/// `StringEquals` for `StringNotEquals`.
fn positive(name: &str) -> Option<String> {
    let positive = name.replacen("Not", "", 1);
    (positive != name && Operator::parse(&positive).is_some()).then_some(positive)
}

/// A number for `StringEquals`, text for `IsPresent`.
pub fn operand(cx: &mut Diagnostics, loc: Loc, operator: &Text, family: Family, found: &ValueKind) {
    let expected = match family {
        Family::String => "text",
        Family::Timestamp => "text with a timestamp",
        Family::Numeric => "a number",
        Family::Boolean | Family::Is => "`true` or `false`",
    };
    let message = format!(
        "`{}` compares with {expected}, not {}: refused by the service",
        operator.value,
        kind_name(found)
    );
    let finding = cx.error(Code(5003), loc, message);
    if matches!(found, ValueKind::String(text) if text.starts_with('$'))
        && operator_with_path(&operator.value)
    {
        finding.help(format!("to compare with what a path finds, write `{}Path`", operator.value));
    }
}

fn operator_with_path(name: &str) -> bool {
    matches!(Operator::parse(name), Some((operator, false)) if operator.has_path_form())
}
