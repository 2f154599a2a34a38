//! Filters: does an element pass?
//!
//! Source: Jayway, `EvaluatorFactory` and `ValueNode`. What cannot be compared is not an error, it does not pass.

use std::cmp::Ordering;

use regex::Regex;
use sfn_asl::query::jsonpath::{Comparison, Filter, Literal, Operand, Segment, SegmentKind};

use super::path::find;
use super::value::Json;

/// The patterns of a path, compiled. One that the engine refuses matches nothing.
#[derive(Debug, Default)]
pub(super) struct Regexes(Vec<(String, Option<Regex>)>);

impl Regexes {
    pub(super) fn of(segments: &[Segment]) -> Regexes {
        let mut regexes = Regexes::default();
        for segment in segments {
            if let SegmentKind::Filter(filter) = &segment.kind {
                regexes.collect(filter);
            }
        }
        regexes
    }

    fn collect(&mut self, filter: &Filter) {
        match filter {
            Filter::Or(parts) | Filter::And(parts) => parts.iter().for_each(|it| self.collect(it)),
            Filter::Not(inner) => self.collect(inner),
            Filter::Exists(path) => self.0.extend(Regexes::of(&path.segments).0),
            Filter::Compare { left, right, .. } => {
                for operand in [left, right] {
                    match operand {
                        Operand::Path(path) => self.0.extend(Regexes::of(&path.segments).0),
                        Operand::Pattern { regex, flags } => {
                            let spelled = spelled(regex, flags);
                            let compiled = Regex::new(&spelled).ok();
                            self.0.push((spelled, compiled));
                        }
                        Operand::Literal(_) => {}
                    }
                }
            }
        }
    }

    fn get(&self, regex: &str, flags: &str) -> Option<&Regex> {
        let spelled = spelled(regex, flags);
        self.0.iter().find(|it| it.0 == spelled)?.1.as_ref()
    }
}

/// Java's `matches`: the whole text.
fn spelled(regex: &str, flags: &str) -> String {
    let flags: String = flags.chars().filter(|it| "imsxu".contains(*it)).collect();
    if flags.is_empty() { format!("^(?:{regex})$") } else { format!("(?{flags})^(?:{regex})$") }
}

/// Whether `current` passes.
pub(super) fn holds(filter: &Filter, current: &Json, document: &Json, regexes: &Regexes) -> bool {
    let inner = |it: &Filter| holds(it, current, document, regexes);
    match filter {
        Filter::Or(parts) => parts.iter().any(inner),
        Filter::And(parts) => parts.iter().all(inner),
        Filter::Not(part) => !inner(part),
        Filter::Exists(path) => match find(path, current, document, regexes) {
            Some(found) => path.is_definite() || found.as_array().is_some_and(|it| !it.is_empty()),
            None => false,
        },
        Filter::Compare { left, comparison, right } => {
            let value = |operand: &Operand| match operand {
                Operand::Path(path) => find(path, current, document, regexes),
                Operand::Literal(literal) => Some(of_literal(literal)),
                Operand::Pattern { .. } => None,
            };
            if let (Comparison::Matches, Operand::Pattern { regex, flags }) = (comparison, right) {
                let Some(regex) = regexes.get(regex, flags) else { return false };
                return match value(left) {
                    Some(Json::Array(it)) => Json::Array(it).as_array().is_some_and(|items| {
                        items.iter().any(|it| it.as_str().is_some_and(|it| regex.is_match(it)))
                    }),
                    Some(it) => it.as_str().is_some_and(|it| regex.is_match(it)),
                    None => false,
                };
            }
            compare(*comparison, value(left).as_ref(), value(right).as_ref())
        }
    }
}

/// A constant as a value.
pub(super) fn of_literal(literal: &Literal) -> Json {
    match literal {
        Literal::Null => Json::Null,
        Literal::Bool(it) => Json::Bool(*it),
        Literal::Number(spelled) => spelled.parse().map_or(Json::Null, Json::Number),
        Literal::String(it) => Json::text(it.as_str()),
        Literal::List(items) => Json::array(items.iter().map(of_literal).collect()),
        Literal::Object(fields) => {
            Json::object(fields.iter().map(|(key, it)| (key.as_str().into(), of_literal(it))).collect())
        }
    }
}

fn compare(comparison: Comparison, left: Option<&Json>, right: Option<&Json>) -> bool {
    use Comparison::*;
    let order = || ordering(left?, right?);
    let lists = || Some((left?.as_array()?, right?.as_array()?));
    match comparison {
        Equal => left == right,
        NotEqual => left != right,
        Same => left == right && same_type(left, right),
        NotSame => !(left == right && same_type(left, right)),
        Less => order() == Some(Ordering::Less),
        LessOrEqual => order().is_some_and(Ordering::is_le),
        Greater => order() == Some(Ordering::Greater),
        GreaterOrEqual => order().is_some_and(Ordering::is_ge),
        Matches => false,
        In => left.is_some_and(|it| right.and_then(Json::as_array).is_some_and(|items| items.contains(it))),
        NotIn => !compare(In, left, right),
        SubsetOf => lists().is_some_and(|(left, right)| left.iter().all(|it| right.contains(it))),
        AnyOf => lists().is_some_and(|(left, right)| left.iter().any(|it| right.contains(it))),
        NoneOf => lists().is_some_and(|(left, right)| !left.iter().any(|it| right.contains(it))),
        All => lists().is_some_and(|(left, right)| right.iter().all(|it| left.contains(it))),
        Contains => match (left, right) {
            (Some(Json::String(text)), Some(Json::String(part))) => text.contains(&**part),
            (Some(list), Some(item)) => list.as_array().is_some_and(|it| it.contains(item)),
            _ => false,
        },
        Size => length(left).is_some_and(|it| right.and_then(Json::as_i64) == i64::try_from(it).ok()),
        Empty => length(left).is_some_and(|it| right == Some(&Json::Bool(it == 0))),
        Exists => right == Some(&Json::Bool(left.is_some())),
    }
}

fn same_type(left: Option<&Json>, right: Option<&Json>) -> bool {
    left.map(Json::type_name) == right.map(Json::type_name)
}

fn ordering(left: &Json, right: &Json) -> Option<Ordering> {
    match (left, right) {
        (Json::Number(a), Json::Number(b)) => a.as_f64()?.partial_cmp(&b.as_f64()?),
        (Json::String(a), Json::String(b)) => Some(java_order(a, b)),
        _ => None,
    }
}

/// The order of Java's `compareTo`: by UTF-16 units.
pub(crate) fn java_order(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

fn length(value: Option<&Json>) -> Option<usize> {
    match value? {
        Json::String(text) => Some(text.encode_utf16().count()),
        Json::Array(_) => value?.as_array().map(<[Json]>::len),
        _ => None,
    }
}
