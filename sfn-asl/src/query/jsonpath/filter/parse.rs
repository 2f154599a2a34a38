//! Text into filters.

use std::ops::Range;

use super::{COMPARISONS, Comparison, Filter, Literal, Operand};
use crate::diag::suggest::nearest;
use crate::query::QueryError;
use crate::query::jsonpath::parse::{Within, path};
use crate::query::jsonpath::quoted::quoted;
use crate::query::jsonpath::scan::{Scanner, shown};

fn wrong(range: Range<usize>, message: impl Into<String>) -> QueryError {
    QueryError::new(6001, range, message)
}

/// Reads `?(…)`; the cursor is at the question mark.
pub(in crate::query::jsonpath) fn filter(s: &mut Scanner) -> Result<Filter, QueryError> {
    let mark = s.here();
    s.eat("?");
    s.blanks();
    if s.peek() != Some('(') {
        return Err(wrong(mark, "a filter is written in parentheses").with_help("write `[?(…)]`"));
    }
    group(s)
}

/// A condition in parentheses; the cursor is at the opening one.
fn group(s: &mut Scanner) -> Result<Filter, QueryError> {
    let opening = s.here();
    s.eat("(");
    let filter = s.nested(6001, or)?;
    s.blanks();
    if s.eat(")") {
        return Ok(filter);
    }
    Err(match s.peek() {
        None => wrong(opening, "this parenthesis is never closed"),
        Some('&') => wrong(s.here(), "a single `&` joins nothing").with_help("write `&&`"),
        Some('|') => wrong(s.here(), "a single `|` joins nothing").with_help("write `||`"),
        Some(_) => wrong(s.here(), "`&&`, `||` or `)` must follow a condition"),
    })
}

fn or(s: &mut Scanner) -> Result<Filter, QueryError> {
    let first = and(s)?;
    joined(s, "||", first, and, Filter::Or)
}

fn and(s: &mut Scanner) -> Result<Filter, QueryError> {
    let first = unary(s)?;
    joined(s, "&&", first, unary, Filter::And)
}

fn joined(
    s: &mut Scanner,
    symbol: &str,
    first: Filter,
    read: fn(&mut Scanner) -> Result<Filter, QueryError>,
    join: fn(Vec<Filter>) -> Filter,
) -> Result<Filter, QueryError> {
    s.blanks();
    if !s.eat(symbol) {
        return Ok(first);
    }
    let mut parts = vec![first, read(s)?];
    s.blanks();
    while s.eat(symbol) {
        parts.push(read(s)?);
        s.blanks();
    }
    Ok(join(parts))
}

fn unary(s: &mut Scanner) -> Result<Filter, QueryError> {
    s.blanks();
    let mark = s.here();
    if s.eat("!") {
        s.blanks();
        let inner = if matches!(s.peek(), Some('@' | '$')) {
            let path = path(s, Within::Filter)?;
            if !condition_ends(s) {
                // Jayway drops the `!` here without a word.
                let message = "`!` before a comparison is ignored";
                return Err(wrong(mark, message).with_help("put the comparison in parentheses"));
            }
            Filter::Exists(path)
        } else {
            s.nested(6001, unary)?
        };
        return Ok(Filter::Not(Box::new(inner)));
    }
    if s.peek() == Some('(') { group(s) } else { comparison(s) }
}

fn condition_ends(s: &mut Scanner) -> bool {
    s.blanks();
    matches!(s.peek(), None | Some(')' | '&' | '|' | ']'))
}

fn comparison(s: &mut Scanner) -> Result<Filter, QueryError> {
    let start = s.at();
    let left = operand(s)?;
    let left_range = start..s.at();
    if condition_ends(s) {
        return match left {
            Operand::Path(path) => Ok(Filter::Exists(path)),
            _ => Err(wrong(left_range, "a constant alone is no condition")),
        };
    }
    let comparison = operator(s)?;
    s.blanks();
    let start = s.at();
    let right = operand(s)?;
    let right_range = start..s.at();
    let spelling = comparison.as_str();
    if matches!(left, Operand::Pattern { .. }) {
        s.note(wrong(left_range, "a pattern stands to the right of `=~`"));
    }
    let is_pattern = matches!(right, Operand::Pattern { .. });
    if is_pattern != (comparison == Comparison::Matches) {
        let message =
            if is_pattern { "only `=~` takes a pattern" } else { "`=~` takes a pattern, as in `/a.*/i`" };
        s.note(wrong(right_range.clone(), message));
    }
    if let Some(needed) = comparison.needs(&right) {
        s.note(wrong(right_range, format!("`{spelling}` takes {needed}")));
    }
    Ok(Filter::Compare { left, comparison, right })
}

fn operator(s: &mut Scanner) -> Result<Comparison, QueryError> {
    let start = s.at();
    if s.peek().is_some_and(char::is_alphabetic) {
        let range = s.run(&char::is_alphanumeric);
        let word = s.slice(range);
        let known = COMPARISONS.iter().find(|(spelling, _)| spelling.eq_ignore_ascii_case(word));
        if let Some((_, comparison)) = known {
            return Ok(*comparison);
        }
        let error = wrong(start..s.at(), format!("{} is not an operator", shown(word)));
        return Err(match nearest(word, COMPARISONS.iter().map(|(spelling, _)| *spelling)) {
            Some(meant) => error.with_help(format!("did you mean `{meant}`?")),
            None => error,
        });
    }
    let range = s.run(&|c| "<>=~!".contains(c));
    let symbol = s.slice(range);
    if let Some((_, comparison)) = COMPARISONS.iter().find(|(spelling, _)| *spelling == symbol) {
        return Ok(*comparison);
    }
    if symbol.is_empty() {
        return Err(wrong(s.here(), "an operator, `&&`, `||` or `)` must follow here"));
    }
    let error = wrong(start..s.at(), format!("{} is not an operator", shown(symbol)));
    Err(match symbol {
        "=" => error.with_help("write `==`"),
        "<>" => error.with_help("write `!=`"),
        _ => error,
    })
}

/// A path, a constant or a pattern.
pub(in crate::query::jsonpath) fn operand(s: &mut Scanner) -> Result<Operand, QueryError> {
    match s.peek() {
        Some('@' | '$') => Ok(Operand::Path(path(s, Within::Filter)?)),
        Some('/') => pattern(s),
        _ => Ok(Operand::Literal(literal(s)?)),
    }
}

fn pattern(s: &mut Scanner) -> Result<Operand, QueryError> {
    let opening = s.here();
    s.eat("/");
    let start = s.at();
    loop {
        let end = s.at();
        match s.bump() {
            Some('/') => {
                let regex = s.slice(start..end).to_owned();
                let flags = s.run(&|c| c.is_ascii_alphabetic());
                let text = s.slice(flags.clone());
                // Source: Jayway, `PatternFlag`.
                if let Some(at) = text.find(|c| !"dixmsuU".contains(c)) {
                    let at = flags.start + at;
                    s.note(wrong(
                        at..at + 1,
                        format!("{} is not a flag of patterns", shown(s.slice(at..at + 1))),
                    ));
                }
                return Ok(Operand::Pattern { regex, flags: text.to_owned() });
            }
            Some('\\') => {
                s.bump();
            }
            Some(_) => {}
            None => return Err(wrong(opening, "this pattern is never closed")),
        }
    }
}

fn literal(s: &mut Scanner) -> Result<Literal, QueryError> {
    match s.peek() {
        Some('\'' | '"') => Ok(Literal::String(quoted(s)?)),
        Some('-' | '0'..='9') => Ok(Literal::Number(s.number(6001)?.to_owned())),
        Some('[') => s.nested(6001, |s| list(s, ']', literal)).map(Literal::List),
        Some('{') => s.nested(6001, |s| list(s, '}', member)).map(Literal::Object),
        Some(c) if c.is_alphabetic() || c == '_' => word(s),
        _ => Err(wrong(s.here(), "a path or a constant must stand here")),
    }
}

fn word(s: &mut Scanner) -> Result<Literal, QueryError> {
    let range = s.run(&|c| c.is_alphanumeric() || "_-.".contains(c));
    match s.slice(range.clone()) {
        "null" => Ok(Literal::Null),
        "true" => Ok(Literal::Bool(true)),
        "false" => Ok(Literal::Bool(false)),
        text => {
            let error = wrong(range, format!("{} is neither a path nor a constant", shown(text)));
            Err(if text.len() <= 40 { error.with_help(format!("write `'{text}'`")) } else { error })
        }
    }
}

fn member(s: &mut Scanner) -> Result<(String, Literal), QueryError> {
    if !matches!(s.peek(), Some('\'' | '"')) {
        return Err(wrong(s.here(), "a name in quotes must stand here"));
    }
    let name = quoted(s)?;
    s.blanks();
    if !s.eat(":") {
        return Err(wrong(s.here(), "`:` must follow the name"));
    }
    s.blanks();
    Ok((name, literal(s)?))
}

/// The items of a list or an object; the cursor is at the opening bracket.
fn list<T>(
    s: &mut Scanner,
    closing: char,
    item: fn(&mut Scanner) -> Result<T, QueryError>,
) -> Result<Vec<T>, QueryError> {
    let opening = s.here();
    s.bump();
    let mut items = Vec::new();
    s.blanks();
    if s.peek() == Some(closing) {
        s.bump();
        return Ok(items);
    }
    loop {
        s.blanks();
        items.push(item(s)?);
        s.blanks();
        if s.peek() == Some(closing) {
            s.bump();
            return Ok(items);
        }
        if !s.eat(",") {
            return Err(match s.peek() {
                None => wrong(opening, "this bracket is never closed"),
                Some(_) => wrong(s.here(), format!("`,` or `{closing}` must follow here")),
            });
        }
    }
}
