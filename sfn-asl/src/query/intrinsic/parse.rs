//! Calls, strings and numbers.

use std::ops::Range;

use super::text::{PieceKind, Text};
use super::{Arg, ArgKind, Call, jsonpath};
use crate::query::QueryError;
use jsonpath::scan::{Scanner, shown};

fn wrong(range: Range<usize>, message: impl Into<String>) -> QueryError {
    QueryError::new(7002, range, message)
}

/// A call that is the whole text. Blanks may follow it, but not stand before it: recorded on AWS.
pub(super) fn whole(s: &mut Scanner) -> Result<Call, QueryError> {
    let blanks = s.blanks();
    if !blanks.is_empty() && s.rest().starts_with("States.") {
        return Err(wrong(blanks, "nothing may stand before `States.`").with_help("remove the blank"));
    }
    let range = s.run(&in_name);
    let name = s.slice(range.clone());
    if !name.starts_with("States.") {
        let known = super::function(&format!("States.{name}"));
        let range = if range.is_empty() { s.here() } else { range };
        let error = wrong(range, "an intrinsic function starts with `States.`");
        return Err(match known {
            Some(function) => error.with_help(format!("write `{}`", function.name)),
            None => error,
        });
    }
    let call = call(s, range)?;
    s.blanks();
    if s.rest().is_empty() {
        return Ok(call);
    }
    let start = s.at();
    Err(wrong(start..start + s.rest().trim_end().len(), "nothing may follow the call"))
}

fn in_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '.'
}

/// The rest of a call whose name has been read.
fn call(s: &mut Scanner, name_range: Range<usize>) -> Result<Call, QueryError> {
    let name = s.slice(name_range.clone()).to_owned();
    let opening = s.here();
    if !s.eat("(") {
        let range = if opening.is_empty() { name_range } else { opening };
        return Err(wrong(range, format!("`(` must follow {}", shown(&name))));
    }
    let args = s.nested(7002, |s| arguments(s, opening))?;
    Ok(Call { name, range: name_range.start..s.at(), name_range, args })
}

fn arguments(s: &mut Scanner, opening: Range<usize>) -> Result<Vec<Arg>, QueryError> {
    let mut args = Vec::new();
    s.blanks();
    if s.eat(")") {
        return Ok(args);
    }
    loop {
        s.blanks();
        let start = s.at();
        let kind = match s.peek() {
            Some(first) => argument(s, first)?,
            None => return Err(wrong(opening, "this parenthesis is never closed")),
        };
        args.push(Arg { kind, range: start..s.at() });
        s.blanks();
        if s.eat(")") {
            return Ok(args);
        }
        if !s.eat(",") {
            return Err(match s.peek() {
                None => wrong(opening, "this parenthesis is never closed"),
                Some(_) => wrong(s.here(), "`,` or `)` must follow an argument"),
            });
        }
    }
}

fn argument(s: &mut Scanner, first: char) -> Result<ArgKind, QueryError> {
    match first {
        '\'' => Ok(ArgKind::String(string(s)?)),
        '$' => Ok(ArgKind::Path(jsonpath::path(s, jsonpath::Within::Intrinsic)?)),
        '-' | '0'..='9' => Ok(ArgKind::Number(s.number(7002)?.to_owned())),
        ',' | ')' => Err(wrong(s.here(), "an argument is missing here")),
        '"' => Err(wrong(s.here(), "text takes single quotes in an intrinsic")),
        '[' => Err(wrong(s.here(), "an array cannot be written here").with_help("use `States.Array(…)`")),
        '{' => Err(wrong(s.here(), "an object cannot be written here")
            .with_help("use `States.StringToJson('{…}')`, or a path to the object")),
        _ if in_name(first) => word(s),
        _ => Err(wrong(s.here(), "an argument is a text in quotes, a number, a path or a call")),
    }
}

fn word(s: &mut Scanner) -> Result<ArgKind, QueryError> {
    let range = s.run(&in_name);
    let text = s.slice(range.clone());
    if s.peek() == Some('(') {
        return Ok(ArgKind::Call(call(s, range)?));
    }
    match text {
        "true" => return Ok(ArgKind::Bool(true)),
        "false" => return Ok(ArgKind::Bool(false)),
        "null" => return Ok(ArgKind::Null),
        _ => {}
    }
    let error = wrong(range, format!("{} is neither a text in quotes nor a path nor a call", shown(text)));
    let lower = text.to_ascii_lowercase();
    Err(match lower.as_str() {
        "true" | "false" | "null" => error.with_help(format!("write `{lower}`")),
        _ if text.len() <= 40 => error.with_help(format!("write `'{text}'`")),
        _ => error,
    })
}

/// A string in single quotes.
///
/// Source: only `\'`, `\\`, `\{` and `\}` are escapes; `\"` was recorded to be refused at creation, a raw line
/// break and bare braces to be accepted.
fn string(s: &mut Scanner) -> Result<Text, QueryError> {
    let opening = s.here();
    s.eat("'");
    let mut text = Text::default();
    loop {
        let run = s.run(&|c| !matches!(c, '\'' | '\\' | '{' | '}'));
        text.push(PieceKind::Literal(s.slice(run.clone()).to_owned()), run);
        let start = s.at();
        match s.bump() {
            None => return Err(wrong(opening, "this quote is never closed")),
            Some('\'') => return Ok(text),
            Some('\\') => match s.bump() {
                Some(c @ ('\'' | '\\' | '{' | '}')) => {
                    text.push(PieceKind::Literal(c.to_string()), start..s.at());
                }
                Some(c) => s.note(bad_escape(start..s.at(), c)),
                None => return Err(wrong(opening, "this quote is never closed")),
            },
            Some(brace) => text.push(PieceKind::Brace(brace), start..s.at()),
        }
    }
}

fn bad_escape(range: Range<usize>, escaped: char) -> QueryError {
    let error = wrong(range, "the only escapes are `\\'`, `\\\\`, `\\{` and `\\}`");
    match escaped {
        '"' => error.with_help("write `\"` without the backslash"),
        'n' | 't' | 'r' => error.with_help("put the character itself into the text"),
        _ => error.with_help("write `\\\\` for a backslash"),
    }
}
