//! Condition expressions.
//!
//! Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html>

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::expression::{Item, Names, Parser, Path, Refusal};
use super::value::{equal, members, order, type_name, typed};
use crate::query::base64;

/// What is asked of an item.
pub(super) enum Condition {
    And(Vec<Condition>),
    Or(Vec<Condition>),
    Not(Box<Condition>),
    Compare(Operand, &'static str, Operand),
    Between(Operand, Operand, Operand),
    In(Operand, Vec<Operand>),
    Exists(Path),
    NotExists(Path),
    Type(Path, String),
    BeginsWith(Operand, Operand),
    Contains(Operand, Operand),
}

pub(super) enum Operand {
    Path(Path),
    Value(Value),
    Size(Path),
}

const COMPARATORS: [&str; 6] = ["=", "<>", "<=", ">=", "<", ">"];

const FUNCTIONS: [&str; 6] =
    ["attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size"];

impl Condition {
    pub(super) fn parse(text: &str, names: &mut Names<'_>) -> Result<Condition, Refusal> {
        let mut parser = Parser::new(text, names)?;
        let condition = any(&mut parser)?;
        if parser.is_at_end() { Ok(condition) } else { Err(parser.unexpected()) }
    }

    /// Whether it holds for the item; of one that is not there, there are no attributes.
    pub(super) fn holds(&self, item: &Item) -> bool {
        match self {
            Condition::And(parts) => parts.iter().all(|it| it.holds(item)),
            Condition::Or(parts) => parts.iter().any(|it| it.holds(item)),
            Condition::Not(part) => !part.holds(item),
            Condition::Exists(path) => path.of(item).is_some(),
            Condition::NotExists(path) => path.of(item).is_none(),
            Condition::Compare(left, operator, right) => {
                compare(left.of(item).as_ref(), operator, right.of(item).as_ref())
            }
            Condition::Between(value, low, high) => {
                let (value, low, high) = (value.of(item), low.of(item), high.of(item));
                compare(value.as_ref(), ">=", low.as_ref()) && compare(value.as_ref(), "<=", high.as_ref())
            }
            Condition::In(value, list) => {
                let value = value.of(item);
                list.iter().any(|it| compare(value.as_ref(), "=", it.of(item).as_ref()))
            }
            Condition::Type(path, kind) => path.of(item).is_some_and(|it| typed(it).0 == kind),
            Condition::BeginsWith(value, start) => {
                let (value, start) = (value.of(item), start.of(item));
                match (value.as_ref().map(typed), start.as_ref().map(typed)) {
                    (Some(("S", Value::String(text))), Some(("S", Value::String(start)))) => {
                        text.starts_with(start)
                    }
                    (Some(("B", Value::String(data))), Some(("B", Value::String(start)))) => {
                        match (base64::decode(data), base64::decode(start)) {
                            (Some(data), Some(start)) => data.starts_with(&start),
                            _ => false,
                        }
                    }
                    _ => false,
                }
            }
            Condition::Contains(value, part) => match (value.of(item), part.of(item)) {
                (Some(value), Some(part)) => contains(&value, &part),
                _ => false,
            },
        }
    }
}

fn compare(left: Option<&Value>, operator: &str, right: Option<&Value>) -> bool {
    let (Some(left), Some(right)) = (left, right) else {
        // What is not there is not the same as anything.
        return operator == "<>";
    };
    match operator {
        "=" => equal(left, right),
        "<>" => !equal(left, right),
        "<" => order(left, right) == Some(Ordering::Less),
        ">" => order(left, right) == Some(Ordering::Greater),
        "<=" => order(left, right).is_some_and(Ordering::is_le),
        _ => order(left, right).is_some_and(Ordering::is_ge),
    }
}

fn contains(value: &Value, part: &Value) -> bool {
    if let (("S", Value::String(text)), ("S", Value::String(part))) = (typed(value), typed(part)) {
        return text.contains(part.as_str());
    }
    if let Some(members) = members(value) {
        // `SS` has texts, `NS` numbers, `BS` binaries.
        return typed(value).0.strip_suffix('S') == Some(typed(part).0) && members.contains(typed(part).1);
    }
    value.get("L").and_then(Value::as_array).is_some_and(|it| it.iter().any(|it| equal(it, part)))
}

impl Operand {
    fn of(&self, item: &Item) -> Option<Value> {
        match self {
            Operand::Value(value) => Some(value.clone()),
            Operand::Path(path) => path.of(item).cloned(),
            Operand::Size(path) => {
                let size = match typed(path.of(item)?) {
                    ("S", Value::String(text)) => text.len(),
                    ("B", Value::String(data)) => base64::decode(data)?.len(),
                    (_, Value::Array(items)) => items.len(),
                    ("M", Value::Object(fields)) => fields.len(),
                    _ => return None,
                };
                Some(json!({"N": size.to_string()}))
            }
        }
    }
}

fn any(parser: &mut Parser<'_, '_>) -> Result<Condition, Refusal> {
    let mut parts = vec![all(parser)?];
    while parser.eat_word(&["OR"]).is_some() {
        parts.push(all(parser)?);
    }
    Ok(if parts.len() == 1 { parts.remove(0) } else { Condition::Or(parts) })
}

fn all(parser: &mut Parser<'_, '_>) -> Result<Condition, Refusal> {
    let mut parts = vec![one(parser)?];
    while parser.eat_word(&["AND"]).is_some() {
        parts.push(one(parser)?);
    }
    Ok(if parts.len() == 1 { parts.remove(0) } else { Condition::And(parts) })
}

fn one(parser: &mut Parser<'_, '_>) -> Result<Condition, Refusal> {
    if parser.eat_word(&["NOT"]).is_some() {
        return parser.inside(one).map(|it| Condition::Not(Box::new(it)));
    }
    if parser.eat("(") {
        let inside = parser.inside(any)?;
        parser.expect(")")?;
        return Ok(inside);
    }
    let left = match parser.eat_function() {
        Some(name) if name == "size" => size(parser)?,
        Some(name) => return function(parser, &name),
        None => operand(parser)?,
    };
    if parser.eat_word(&["BETWEEN"]).is_some() {
        let low = operand(parser)?;
        if parser.eat_word(&["AND"]).is_none() {
            return Err(parser.unexpected());
        }
        return Ok(Condition::Between(left, low, operand(parser)?));
    }
    if parser.eat_word(&["IN"]).is_some() {
        parser.expect("(")?;
        let mut list = vec![operand(parser)?];
        while parser.eat(",") {
            list.push(operand(parser)?);
        }
        parser.expect(")")?;
        return Ok(Condition::In(left, list));
    }
    match COMPARATORS.into_iter().find(|it| parser.eat(it)) {
        Some(operator) => Ok(Condition::Compare(left, operator, operand(parser)?)),
        None => Err(parser.unexpected()),
    }
}

fn function(parser: &mut Parser<'_, '_>, name: &str) -> Result<Condition, Refusal> {
    let condition = match name {
        "attribute_exists" => Condition::Exists(parser.path()?),
        "attribute_not_exists" => Condition::NotExists(parser.path()?),
        "attribute_type" => {
            let path = parser.path()?;
            parser.expect(",")?;
            match parser.value()?.as_ref().map(typed) {
                Some(("S", Value::String(kind))) => Condition::Type(path, kind.clone()),
                Some((kind, _)) => {
                    return Err(format!(
                        "Incorrect operand type for operator or function; operator or function: attribute_type, operand \
                         type: {kind}"
                    ));
                }
                None => return Err(parser.unexpected()),
            }
        }
        "begins_with" => {
            let value = operand(parser)?;
            parser.expect(",")?;
            let start = operand(parser)?;
            if let Operand::Value(it) = &start
                && !matches!(typed(it).0, "S" | "B")
            {
                return Err(format!(
                    "Incorrect operand type for operator or function; operator or function: begins_with, operand type: \
                     {}",
                    type_name(it)
                ));
            }
            Condition::BeginsWith(value, start)
        }
        "contains" => {
            let value = operand(parser)?;
            parser.expect(",")?;
            Condition::Contains(value, operand(parser)?)
        }
        name => {
            return Err(match FUNCTIONS.contains(&name.to_ascii_lowercase().as_str()) {
                true => format!("Invalid function name; function: {name}; it is case-sensitive"),
                false => format!("Invalid function name; function: {name}"),
            });
        }
    };
    parser.expect(")")?;
    Ok(condition)
}

fn size(parser: &mut Parser<'_, '_>) -> Result<Operand, Refusal> {
    let path = parser.path()?;
    parser.expect(")")?;
    Ok(Operand::Size(path))
}

fn operand(parser: &mut Parser<'_, '_>) -> Result<Operand, Refusal> {
    if let Some(value) = parser.value()? {
        return Ok(Operand::Value(value));
    }
    match parser.eat_function() {
        Some(name) if name == "size" => size(parser),
        Some(_) => Err(parser.unexpected()),
        None => parser.path().map(Operand::Path),
    }
}
