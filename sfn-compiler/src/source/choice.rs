//! Conditions of a Choice, and which form its rules take: `if`, `match $.path`, `match`.

use sfn_asl::choice::{Choice, Condition, ConditionKind, Family, Operand, Operator, Rule};
use sfn_asl::value::{Query, QueryTree};

use super::literal::string;
use super::pretty::{Doc, concat, group, indent, list, text};
use super::query::{self, Root};

/// A Choice, ready to be printed.
#[derive(Debug)]
pub struct Prepared {
    /// The path that `match` looks at, if all rules compare the same one with values.
    pub subject: Option<String>,
    /// How many rules there are.
    pub rules: usize,
    /// The arms, `Default` last.
    pub arms: Vec<Arm>,
    /// Whether it may be an `if`: nothing but conditions, and a `Default`.
    pub can_be_if: bool,
}

/// Some rules that lead to the same place, or `Default`.
#[derive(Debug)]
pub struct Arm {
    /// Numbers of its rules; none: `Default`.
    pub rules: Vec<usize>,
    /// The pattern of a `match` with a subject, or the condition.
    pub head: Doc,
    /// The condition, for `if`.
    pub condition: Doc,
}

/// What can be said about `choice`. `None`: something in it has no form.
pub fn prepare(choice: &Choice) -> Option<Prepared> {
    if choice.rules.is_empty() || choice.rules.iter().any(|it| it.next.is_none()) {
        return None;
    }
    let conditions: Vec<Doc> =
        choice.rules.iter().map(|it| condition(&it.condition)).collect::<Option<_>>()?;
    let is_plain = |it: &Rule| it.comment.is_none() && it.assign.is_none() && it.output.is_none();
    let can_be_if = choice.default.is_some() && choice.rules.iter().all(is_plain);
    let subject = common_subject(&choice.rules);
    let mut arms: Vec<Arm> = Vec::new();
    for (i, (rule, condition)) in choice.rules.iter().zip(conditions).enumerate() {
        let pattern = subject.is_some().then(|| pattern(&rule.condition)).flatten().map(|it| text(it.1));
        if let (Some(pattern), Some(last)) = (&pattern, arms.last_mut()) {
            let before = &choice.rules[i - 1];
            if before.next.as_ref().map(|it| &it.value) == rule.next.as_ref().map(|it| &it.value)
                && is_plain(before)
                && is_plain(rule)
            {
                last.rules.push(i);
                let head = std::mem::replace(&mut last.head, Doc::HardLine);
                last.head = concat([head, Doc::Line, text("| "), pattern.clone()]);
                continue;
            }
        }
        let head = pattern.unwrap_or_else(|| condition.clone());
        arms.push(Arm { rules: vec![i], head, condition });
    }
    if choice.default.is_some() {
        arms.push(Arm { rules: Vec::new(), head: text("_"), condition: text("_") });
    }
    for arm in &mut arms {
        arm.head = group(std::mem::replace(&mut arm.head, Doc::HardLine));
    }
    Some(Prepared { subject, rules: choice.rules.len(), arms, can_be_if })
}

/// The one path that every rule compares with a value.
fn common_subject(rules: &[Rule]) -> Option<String> {
    let subject = pattern(&rules.first()?.condition)?.0;
    rules.iter().all(|it| pattern(&it.condition).is_some_and(|it| it.0 == subject)).then_some(subject)
}

/// What a `match` looks at, and what stands left of its `=>`.
fn pattern(condition: &Condition) -> Option<(String, String)> {
    if condition.comment.is_some() {
        return None;
    }
    match &condition.kind {
        ConditionKind::Compare { variable, operator, operand } => {
            let pattern = match (infix(operator.value), operator.value, operand) {
                ("==", operator, operand) => plain_operand(operand, operator)?,
                (_, Operator::IsNull, Operand::Bool(value)) if value.value => "null".to_owned(),
                _ => return None,
            };
            Some((query::path(variable.as_written()), pattern))
        }
        ConditionKind::And(parts) => {
            let [low, high] = parts.as_slice() else { return None };
            let (low_variable, low_operator, low) = bound(low)?;
            let (high_variable, high_operator, high) = bound(high)?;
            let dots = match (low_operator, high_operator) {
                (Operator::NumericGreaterThanEquals, Operator::NumericLessThanEquals) => "..=",
                (Operator::NumericGreaterThanEquals, Operator::NumericLessThan) => "..",
                _ => return None,
            };
            (low_variable == high_variable).then(|| (query::path(low_variable), format!("{low}{dots}{high}")))
        }
        ConditionKind::Jsonata(expression) => query::jsonata_equality(expression),
        _ => None,
    }
}

fn bound(condition: &Condition) -> Option<(&str, Operator, &str)> {
    match &condition.kind {
        ConditionKind::Compare { variable, operator, operand: Operand::Number(number) }
            if condition.comment.is_none() && number.value.bytes().all(|b| b.is_ascii_digit()) =>
        {
            Some((&variable.text.value, operator.value, &number.value))
        }
        _ => None,
    }
}

/// A literal from which the compiler infers the operator.
fn plain_operand(operand: &Operand, operator: Operator) -> Option<String> {
    Some(match (operator.family(), operand) {
        (Family::String, Operand::Text(value)) => string(&value.value),
        (Family::Timestamp, Operand::Text(value)) => format!("timestamp({})", string(&value.value)),
        (Family::Numeric, Operand::Number(value)) => value.value.clone(),
        (Family::Boolean, Operand::Bool(value)) => value.value.to_string(),
        _ => return None,
    })
}

/// A condition of a rule.
fn condition(condition: &Condition) -> Option<Doc> {
    Some(group(whole(condition)?))
}

fn whole(condition: &Condition) -> Option<Doc> {
    if condition.comment.is_some() {
        return None;
    }
    Some(match &condition.kind {
        ConditionKind::And(parts) => joined(parts, "And", "&&")?,
        ConditionKind::Or(parts) => joined(parts, "Or", "||")?,
        ConditionKind::Not(inner) => not(inner)?,
        ConditionKind::Compare { variable, operator, operand } => compare(variable, operator.value, operand)?,
        ConditionKind::Jsonata(expression) => query::query(expression, Root::Input),
        ConditionKind::Literal(value) => text(value.to_string()),
        ConditionKind::Invalid => return None,
    })
}

/// `a && b`; what is nested has parentheses, so it stays nested and nobody has to know what binds stronger.
fn joined(parts: &[Condition], name: &str, sign: &str) -> Option<Doc> {
    if parts.len() < 2 {
        let parts = parts.iter().map(whole).collect::<Option<Vec<_>>>()?;
        return Some(list(&format!("{name}("), parts, ")", Doc::SoftLine));
    }
    let mut docs = Vec::new();
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            docs.push(Doc::Line);
            docs.push(text(format!("{sign} ")));
        }
        let doc = whole(part)?;
        let is_joined = matches!(&part.kind, ConditionKind::And(it) | ConditionKind::Or(it) if it.len() > 1);
        docs.push(if is_joined { in_parentheses(doc) } else { doc });
    }
    Some(indent(Doc::Concat(docs)))
}

fn in_parentheses(doc: Doc) -> Doc {
    group(concat([text("("), indent(concat([Doc::SoftLine, doc])), Doc::SoftLine, text(")")]))
}

/// `$.x != "a"`, `!IsPresent($.x)`, `!($.x < 5)`
fn not(inner: &Condition) -> Option<Doc> {
    let doc = whole(inner)?;
    let infix = match &inner.kind {
        ConditionKind::Compare { variable, operator, operand } => match infix(operator.value) {
            "==" => match plain_operand(operand, operator.value) {
                Some(operand) => {
                    return Some(text(format!("{} != {operand}", query::path(variable.as_written()))));
                }
                None => false,
            },
            sign => !sign.is_empty() && plain_operand(operand, operator.value).is_some(),
        },
        ConditionKind::And(parts) | ConditionKind::Or(parts) => parts.len() > 1,
        // That may be `!=`.
        ConditionKind::Not(_) => true,
        _ => false,
    };
    Some(concat([text("!"), if infix { in_parentheses(doc) } else { doc }]))
}

/// The sign of an operator that has one.
fn infix(operator: Operator) -> &'static str {
    let relation =
        ["String", "Numeric", "Boolean", "Timestamp"].iter().find_map(|it| operator.name().strip_prefix(it));
    match relation {
        Some("Equals") => "==",
        Some("LessThan") => "<",
        Some("LessThanEquals") => "<=",
        Some("GreaterThan") => ">",
        Some("GreaterThanEquals") => ">=",
        _ => "",
    }
}

fn compare(variable: &Query, operator: Operator, operand: &Operand) -> Option<Doc> {
    if matches!(variable.tree, QueryTree::Jsonata(_)) {
        return None;
    }
    let variable = query::path(variable.as_written());
    let sign = infix(operator);
    if !sign.is_empty()
        && let Some(operand) = plain_operand(operand, operator)
    {
        return Some(text(format!("{variable} {sign} {operand}")));
    }
    let operand = match (operator.family(), operand) {
        (Family::Is, Operand::Bool(value)) if value.value => {
            return Some(text(format!("{}({variable})", operator.name())));
        }
        (Family::Is | Family::Boolean, Operand::Bool(value)) => value.value.to_string(),
        (Family::String | Family::Timestamp, Operand::Text(value)) => string(&value.value),
        (Family::Numeric, Operand::Number(value)) => value.value.clone(),
        (Family::Is, _) => return None,
        (_, Operand::Path(path)) => query::path(path.as_written()),
        _ => return None,
    };
    Some(list(&format!("{}(", operator.name()), vec![text(variable), text(operand)], ")", Doc::SoftLine))
}
