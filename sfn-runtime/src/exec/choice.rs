//! Choice: the first rule that holds.

use std::cmp::Ordering;

use sfn_asl::choice::{Family, Operator};

use super::data::{Ending, Extra};
use super::engine::Engine;
use super::failure::Failure;
use super::plan::{Right, Rule, State, Target, Test};
use super::strand::{Flow, Strand};
use crate::query::value::Json;
use crate::query::{Fault, Query, Scope, java_order, time};

impl Engine {
    pub(super) fn choose(
        &mut self,
        strand: &mut Strand,
        state: &State,
        rules: &[Rule],
        default: Option<Target>,
        input: &Json,
    ) -> Result<Flow, Failure> {
        for (i, rule) in rules.iter().enumerate() {
            let field = |name: &str| format!("Choices[{i}]/{name}");
            let holds = self.with_scope(strand, state, input, Extra::default(), |scope| {
                holds(&rule.test, scope, &|| field("Condition"))
            })?;
            if holds {
                let prefix = field("");
                let ending =
                    Ending { prefix: &prefix, assign: rule.assign.as_ref(), output: rule.output.as_ref() };
                return self.leave(strand, state, ending, Extra::default(), input, rule.next);
            }
        }
        match default {
            Some(next) => self.leave(strand, state, Ending::of(state), Extra::default(), input, next),
            None => {
                let cause = format!("Could not find a matching choice rule in state '{}'.", state.name);
                Err(Failure::new(Some("States.NoChoiceMatched"), Some(&cause)))
            }
        }
    }
}

fn holds(test: &Test, scope: &mut Scope<'_>, field: &dyn Fn() -> String) -> Result<bool, Failure> {
    match test {
        Test::And(parts) => {
            for part in parts {
                if !holds(part, scope, field)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Test::Or(parts) => {
            for part in parts {
                if holds(part, scope, field)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Test::Not(part) => holds(part, scope, field).map(|it| !it),
        Test::Literal(it) => Ok(*it),
        Test::Jsonata(query) => match query.evaluate(scope) {
            Ok(Json::Bool(it)) => Ok(it),
            Ok(other) => Err(Failure::unexpected_type(&field(), &query.text, "boolean", &other)),
            Err(fault) => Err(Failure::of_query(&field(), &query.text, scope.document, fault)),
        },
        Test::Compare { variable, operator, operand } => compare(variable, *operator, operand, scope),
    }
}

fn compare(
    variable: &Query,
    operator: Operator,
    operand: &Right,
    scope: &mut Scope<'_>,
) -> Result<bool, Failure> {
    let left = match variable.evaluate(scope) {
        Ok(it) => it,
        Err(Fault::Missing(_)) if operator == Operator::IsPresent => {
            return Ok(matches!(operand, Right::Value(Json::Bool(false))));
        }
        Err(_) => return Err(invalid(variable)),
    };
    match operand {
        Right::Value(right) => test(operator, &left, right),
        Right::Path(query) => {
            let right = query.evaluate(scope).map_err(|_| invalid(query))?;
            test(operator, &left, &right)
        }
    }
}

/// Reported by users of the service with this text.
fn invalid(query: &Query) -> Failure {
    let path = &query.text;
    Failure::runtime(format!(
        "Invalid path '{path}': The choice state's condition path references an invalid value."
    ))
}

/// A value of another type than the operator is for makes it false.
fn test(operator: Operator, left: &Json, right: &Json) -> Result<bool, Failure> {
    use Operator::*;
    let order = match operator.family() {
        Family::String => match (left, right) {
            (Json::String(a), Json::String(b)) if operator == StringMatches => return matches(a, b),
            (Json::String(a), Json::String(b)) => Some(java_order(a, b)),
            _ => None,
        },
        Family::Numeric => match (left.as_f64(), right.as_f64()) {
            (Some(a), Some(b)) => a.partial_cmp(&b),
            _ => None,
        },
        Family::Boolean => return Ok(matches!((left, right), (Json::Bool(a), Json::Bool(b)) if a == b)),
        Family::Timestamp => {
            let instant = |it: &Json| it.as_str().and_then(time::parse);
            instant(left).zip(instant(right)).map(|(a, b)| a.cmp(&b))
        }
        Family::Is => {
            let is = match operator {
                IsNull => *left == Json::Null,
                IsNumeric => left.as_f64().is_some(),
                IsString => left.as_str().is_some(),
                IsBoolean => matches!(left, Json::Bool(_)),
                IsTimestamp => left.as_str().and_then(time::parse).is_some(),
                _ => true,
            };
            return Ok(*right == Json::Bool(is));
        }
        // What is read from a definition has a family.
        Family::Open => return Ok(false),
    };
    let Some(order) = order else { return Ok(false) };
    Ok(match operator {
        StringEquals | NumericEquals | TimestampEquals => order == Ordering::Equal,
        StringLessThan | NumericLessThan | TimestampLessThan => order == Ordering::Less,
        StringGreaterThan | NumericGreaterThan | TimestampGreaterThan => order == Ordering::Greater,
        StringLessThanEquals | NumericLessThanEquals | TimestampLessThanEquals => order.is_le(),
        _ => order.is_ge(),
    })
}

/// `*` stands for any text; `\*` and `\\` for themselves.
///
/// Source: the specification, which makes any other use of a backslash an error.
fn matches(text: &str, pattern: &str) -> Result<bool, Failure> {
    let mut pieces = vec![String::new()];
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        let literal = match c {
            '*' => {
                pieces.push(String::new());
                continue;
            }
            '\\' => match chars.next() {
                Some(it @ ('*' | '\\')) => it,
                _ => return Err(Failure::runtime(format!("Invalid StringMatches pattern '{pattern}'."))),
            },
            other => other,
        };
        if let Some(piece) = pieces.last_mut() {
            piece.push(literal);
        }
    }
    let [first, rest @ ..] = &pieces[..] else { return Ok(false) };
    let [middle @ .., last] = rest else { return Ok(text == first) };
    let Some(mut text) = text.strip_prefix(first.as_str()) else { return Ok(false) };
    for piece in middle {
        let Some((_, after)) = text.split_once(piece.as_str()) else { return Ok(false) };
        text = after;
    }
    Ok(text.ends_with(last.as_str()))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns() {
        let cases = [
            ("foo.log", "*.log", Some(true)),
            ("foo.log.txt", "*.log", Some(false)),
            ("", "*", Some(true)),
            ("aXbXc", "a*b*c", Some(true)),
            ("ac", "a*b*c", Some(false)),
            ("a*b", "a\\*b", Some(true)),
            ("axb", "a\\*b", Some(false)),
            ("aa", "a*a", Some(true)),
            ("a", "a*a", Some(false)),
            ("abc", "abc", Some(true)),
            ("x", "\\x", None),
            ("x", "\\", None),
        ];
        for (text, pattern, expected) in cases {
            assert_eq!(matches(text, pattern).ok(), expected, "{text} {pattern}");
        }
    }
}
