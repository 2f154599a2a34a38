//! Choice: rules, and conditions inside conditions.

use super::fields::{NESTED_RULE, TOP_RULE};
use super::object::Object;
use super::query::{Jsonata, REFERENCE, json_path, jsonata};
use crate::choice::{Choice, Condition, ConditionKind, Family, Operand, Operator, Rule};
use crate::diag::messages::{choice as messages, fields};
use crate::diag::{Diagnostics, Loc};
use crate::machine::QueryLanguage;
use crate::value::{Field, Number, Spanned, Text, Value, ValueKind};

pub(super) fn choice(cx: &mut Diagnostics, object: &Object) -> Choice {
    let rules = match object.value("Choices") {
        None => {
            messages::no_rules(cx, object.loc, "`Choices`");
            &[]
        }
        Some(value) => {
            let rules = object.list(cx, "Choices");
            if rules.is_some_and(<[Value]>::is_empty) {
                messages::no_rules(cx, value.loc, "`Choices`");
            }
            rules.unwrap_or_default()
        }
    };
    Choice {
        rules: rules.iter().filter_map(|it| rule(cx, it, object.language)).collect(),
        default: object.text(cx, "Default"),
    }
}

fn rule(cx: &mut Diagnostics, value: &Value, language: QueryLanguage) -> Option<Rule> {
    let object = Object::new(cx, value, TOP_RULE, language)?;
    if object.value("Next").is_none() {
        messages::rule_without_next(cx, object.loc);
    }
    Some(Rule {
        loc: object.loc,
        comment: object.text(cx, "Comment"),
        condition: Condition { loc: object.loc, comment: None, kind: kind(cx, &object) },
        assign: object.object_template(cx, "Assign"),
        output: object.template(cx, "Output"),
        next: object.text(cx, "Next"),
    })
}

fn nested(cx: &mut Diagnostics, value: &Value, language: QueryLanguage) -> Condition {
    let Some(object) = Object::new(cx, value, NESTED_RULE, language) else {
        return Condition { loc: value.loc, comment: None, kind: ConditionKind::Invalid };
    };
    Condition { loc: object.loc, comment: object.text(cx, "Comment"), kind: kind(cx, &object) }
}

fn kind(cx: &mut Diagnostics, object: &Object) -> ConditionKind {
    const KINDS: &[&str] = &["And", "Or", "Not", "Variable", "Condition"];
    object.exclusive(cx, KINDS, |cx, second, first, _| messages::several_conditions(cx, second, first));
    let operators = operators(cx, object);
    let found = object.fields().find(|(name, _)| KINDS.contains(name));
    let Some((name, field)) = found else {
        match operators.first() {
            Some((operator, _)) => messages::no_variable(cx, &operator.key),
            None if !object.refused.is_empty() => {}
            None => messages::no_condition(cx, object.loc, object.language == QueryLanguage::Jsonata),
        }
        return ConditionKind::Invalid;
    };
    if let Some((operator, _)) = operators.first().filter(|_| name != "Variable") {
        messages::several_conditions(cx, &operator.key, &field.key);
    }
    let kind = match name {
        "And" => several(cx, object, name).map(ConditionKind::And),
        "Or" => several(cx, object, name).map(ConditionKind::Or),
        "Not" => Some(ConditionKind::Not(Box::new(nested(cx, &field.value, object.language)))),
        "Variable" => comparison(cx, object, field, &operators),
        _ => condition(cx, &field.value),
    };
    kind.unwrap_or(ConditionKind::Invalid)
}

fn several(cx: &mut Diagnostics, object: &Object, name: &str) -> Option<Vec<Condition>> {
    let conditions = object.list(cx, name)?;
    if conditions.is_empty() {
        messages::no_rules(cx, object.value(name)?.loc, &format!("`{name}`"));
        return None;
    }
    Some(conditions.iter().map(|it| nested(cx, it, object.language)).collect())
}

/// The operators of a rule; all but the first have been reported.
fn operators<'a>(cx: &mut Diagnostics, object: &Object<'a>) -> Vec<(&'a Field, (Operator, bool))> {
    let found = object.fields().filter_map(|(name, field)| Some((field, Operator::parse(name)?)));
    let found: Vec<_> = found.collect();
    for (second, _) in found.iter().skip(1) {
        messages::several_operators(cx, &second.key, &found[0].0.key);
    }
    found
}

fn comparison(
    cx: &mut Diagnostics,
    object: &Object,
    variable: &Field,
    operators: &[(&Field, (Operator, bool))],
) -> Option<ConditionKind> {
    let path = object.path(cx, "Variable", REFERENCE);
    let Some((field, (operator, with_path))) = operators.first() else {
        if object.refused.is_empty() {
            messages::no_operator(cx, variable.key.loc);
        }
        return None;
    };
    let operand = operand(cx, field, *operator, *with_path)?;
    Some(ConditionKind::Compare {
        variable: path?,
        operator: Spanned::new(*operator, field.key.loc),
        operand,
    })
}

fn operand(cx: &mut Diagnostics, field: &Field, operator: Operator, with_path: bool) -> Option<Operand> {
    let loc = field.value.loc;
    // Of an operator that is not the one that stands there, nothing but that is known.
    let is_meant = Operator::parse(&field.key.value).is_none();
    match (operator.family(), &field.value.kind) {
        (_, ValueKind::String(text)) if with_path => {
            let text = Text::new(text.clone(), loc);
            Some(Operand::Path(Box::new(json_path(cx, &field.key.value, text, REFERENCE))))
        }
        (_, _) if is_meant => None,
        (_, other) if with_path => {
            fields::wrong_type(cx, loc, &format!("`{}`", field.key.value), "a path", other);
            None
        }
        (Family::String | Family::Timestamp, ValueKind::String(text)) => {
            Some(Operand::Text(Text::new(text.clone(), loc)))
        }
        (Family::Numeric, ValueKind::Number(spelled)) => {
            Some(Operand::Number(Number::new(spelled.clone(), loc)))
        }
        (Family::Boolean | Family::Is, ValueKind::Bool(it)) => Some(Operand::Bool(Spanned::new(*it, loc))),
        (family, other) => {
            messages::operand(cx, loc, &field.key, family, other);
            None
        }
    }
}

/// The `Condition` of a JSONata rule.
fn condition(cx: &mut Diagnostics, value: &Value) -> Option<ConditionKind> {
    match &value.kind {
        ValueKind::Bool(it) => Some(ConditionKind::Literal(*it)),
        ValueKind::String(text) => match jsonata(cx, Text::new(text.clone(), value.loc)) {
            Jsonata::Expression(query) => Some(ConditionKind::Jsonata(query)),
            Jsonata::Literal => wrong_condition(cx, value.loc, &value.kind),
        },
        other => wrong_condition(cx, value.loc, other),
    }
}

fn wrong_condition(cx: &mut Diagnostics, loc: Loc, found: &ValueKind) -> Option<ConditionKind> {
    fields::wrong_type(cx, loc, "`Condition`", "`{% … %}`, `true` or `false`", found);
    None
}
