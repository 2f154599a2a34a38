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
        Family::Boolean | Family::Is | Family::Open => "`true` or `false`",
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

/// `And` of things that exclude each other.
pub fn contradiction(cx: &mut Diagnostics, operator: Loc) {
    let message = "this cannot hold together with what stands before: the rule never applies";
    let source = cx.source;
    cx.warning(Code(5008), operator, message).help_in(
        source,
        "write `Or` for `And`, or mend one of the two",
        "write `||` for `&&`, or mend one of the two",
    );
}

/// `"Condition": true`
pub fn constant_condition(cx: &mut Diagnostics, condition: Loc, value: bool) {
    let message = if value {
        "this condition always holds: no rule behind it is ever reached, nor is `Default`"
    } else {
        "this condition never holds: the rule never applies"
    };
    cx.warning(Code(5018), condition, message).help("remove the rule, or let it depend on data");
}

/// Rules are tried in order.
pub fn implied(cx: &mut Diagnostics, rule: Loc, is_identical: bool, before: Loc) {
    let message = if is_identical {
        "the same condition stands before: this rule never applies"
    } else {
        "whatever this rule is for is taken by one before: it never applies"
    };
    cx.warning(Code(5007), rule, message)
        .help("remove it, or move it to the front")
        .label(before, "applies first");
}

/// All that can come is taken.
pub fn dead_default(cx: &mut Diagnostics, default: Loc) {
    let message = "the rules take every value: `Default` is never reached";
    let source = cx.source;
    cx.warning(Code(5006), default, message).help_in(
        source,
        "remove `Default`",
        "write `_` for the last condition",
    );
}

/// States.NoChoiceMatched
pub fn no_default(cx: &mut Diagnostics, state: Loc) {
    let message = "where no rule applies this fails with States.NoChoiceMatched, which a Choice cannot catch";
    let source = cx.source;
    cx.warning(Code(5005), state, message).help_in(source, "add a `Default`", "add an arm `_ => …`");
}

/// `Assign` beside `Choices`.
pub fn assign_without_default(cx: &mut Diagnostics, assign: Loc) {
    let message = "this `Assign` belongs to `Default`, which is missing: it is never evaluated";
    cx.warning(Code(9012), assign, message).help("move it into the rules");
}

/// The order of `And` and `Or`.
pub fn late_guard(cx: &mut Diagnostics, guard: Loc, path: &str, list: &str, before: Loc) {
    let message = format!("`{path}` is compared before this looks for it: without it the execution fails");
    let source = cx.source;
    cx.warning(Code(5010), guard, message)
        .help_in(
            source,
            &format!("make this the first in its `{list}`"),
            &format!("put it before the first `{}`", if list == "And" { "&&" } else { "||" }),
        )
        .label(before, "compared here");
}

/// Numbers are binary.
pub fn inexact_number(cx: &mut Diagnostics, number: &Text, why: &str) {
    let message = format!("the service compares binary numbers of 64 bits: {why}");
    cx.warning(Code(5014), number.loc, message).help("compare with `<` and `>`, or as text");
}

/// `StringLessThan: "2024-01-01T00:00:00Z"`
pub fn text_order(cx: &mut Diagnostics, text: &Text, what: &str, family: &str) {
    let message = format!("this is {what}, and is compared as text, character by character");
    cx.warning(Code(5013), text.loc, message).help(format!("use the operator of the {family} family"));
}

/// `StringMatches: "done"`
pub fn plain_pattern(cx: &mut Diagnostics, pattern: &Text) {
    let message = "this pattern has no `*`: it matches this text only";
    cx.warning(Code(5015), pattern.loc, message).help("use `StringEquals`, or add a `*`");
}

/// `StringMatches: "^a.*$"`
pub fn regex_pattern(cx: &mut Diagnostics, pattern: &Text) {
    let message = "a pattern knows `*` only: the other signs of a regular expression stand for themselves";
    cx.warning(Code(5015), pattern.loc, message).help("write the text as it is, with `*` for any part");
}
