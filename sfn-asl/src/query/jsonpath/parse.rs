//! Roots, names and brackets.

use std::ops::Range;

use super::filter;
use super::quoted::quoted;
use super::scan::{Scanner, shown};
use super::{Operand, Path, Root, Segment, SegmentKind};
use crate::diag::suggest::nearest;
use crate::query::QueryError;

/// The functions that may end a path. Source: Jayway, `PathFunctionFactory`.
///
/// The developer guide says only that Reference Paths have none.
pub static FUNCTIONS: &[&str] = &[
    "append", "avg", "concat", "first", "index", "keys", "last", "length", "max", "min", "size", "stddev",
    "sum",
];

/// The longest name of a variable, in characters. Source: developer guide, "Variables".
const LONGEST_VARIABLE: usize = 80;

/// What surrounds the path, and so which characters end a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::query) enum Within {
    /// The path is the whole text.
    Text,
    /// An operand of a filter, or an argument of a path function.
    Filter,
    /// An argument of an intrinsic.
    Intrinsic,
}

impl Within {
    fn ends_name(self, c: char) -> bool {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' => false,
            '.' | '[' | '(' | ']' | ')' | ',' | '*' | '?' | '"' => true,
            '<' | '>' | '=' | '!' | '~' | '&' | '|' => self == Within::Filter,
            '\'' => self == Within::Intrinsic,
            _ => c.is_whitespace() || c.is_control(),
        }
    }
}

fn wrong(range: Range<usize>, message: impl Into<String>) -> QueryError {
    QueryError::new(6001, range, message)
}

/// A path that is the whole text.
pub(super) fn whole(s: &mut Scanner) -> Result<Path, QueryError> {
    match s.peek() {
        Some('$') => {}
        None => return Err(wrong(0..0, "the path is empty").with_help("`$` is the whole document")),
        Some('@') => {
            let message = "`@` is the element a filter looks at and means nothing outside `[?(…)]`";
            return Err(wrong(s.here(), message).with_help("start with `$`"));
        }
        Some(c) if c.is_whitespace() => {
            return Err(wrong(s.blanks(), "nothing may stand before `$`").with_help("remove the blank"));
        }
        Some(_) => {
            let word = s.run(&|c| !Within::Text.ends_name(c));
            let range = if word.is_empty() { s.here() } else { word };
            let error = wrong(range, "a path starts with `$`");
            let text = s.slice(0..s.at() + s.rest().len());
            let nearly = text.len() <= 40 && text.contains('.') && !text.contains(|c| " $('".contains(c));
            return Err(if nearly {
                error.with_help(format!("write `$.{}`", text.trim_start_matches('.')))
            } else {
                error
            });
        }
    }
    let path = path(s, Within::Text)?;
    match s.peek() {
        None => Ok(path),
        Some(c) => Err(stray(s, &path, c)),
    }
}

/// The first character that cannot belong to the path any more.
fn stray(s: &mut Scanner, path: &Path, c: char) -> QueryError {
    let range = if c.is_whitespace() { s.blanks() } else { s.here() };
    if s.rest().is_empty() && c.is_whitespace() {
        return wrong(range, "nothing may follow the path").with_help("remove the blank");
    }
    match path.segments.last() {
        // Only a name that was written after a dot reaches up to here.
        Some(Segment { kind: SegmentKind::Name(name), range: name_range })
            if name_range.end == range.start =>
        {
            s.run(&|c| !".[(".contains(c));
            let full = s.slice(range.start..s.at());
            let mut fixed = String::from("[");
            let _ = super::quoted::write_quoted(&mut fixed, &format!("{name}{full}"), '\'');
            fixed.push(']');
            let what =
                if c.is_whitespace() { "a blank".to_owned() } else { shown(c.encode_utf8(&mut [0; 4])) };
            let error = wrong(range, format!("{what} cannot stand in a name after a dot"));
            if fixed.len() > 60 { error } else { error.with_help(format!("write {}", shown(&fixed))) }
        }
        None => match path.root {
            Root::Document => wrong(range, "`.`, `[` or the name of a variable must follow `$`"),
            Root::Variable(_) => wrong(range, "the name of a variable has letters, digits and `_` only"),
            _ => wrong(range, "only `.` or `[` may follow here"),
        },
        _ => wrong(range, "only `.` or `[` may follow here"),
    }
}

/// A path that starts at the cursor; stops at the first character that does not belong to it.
pub(in crate::query) fn path(s: &mut Scanner, within: Within) -> Result<Path, QueryError> {
    let start = s.at();
    let root = if s.eat("@") {
        Root::Current
    } else if s.eat("$$") {
        Root::Context
    } else {
        s.eat("$");
        let name = if s.peek().is_some_and(|c| c.is_alphabetic() || c == '_') {
            s.run(&|c| c.is_alphanumeric() || c == '_')
        } else {
            s.at()..s.at()
        };
        if name.is_empty() { Root::Document } else { Root::Variable(variable(s, name)) }
    };
    if within == Within::Filter && matches!(root, Root::Context | Root::Variable(_)) {
        // Jayway compiles the operand as a path of its own, and knows only these two roots.
        let range = start..s.at();
        s.note(wrong(range, "a path inside a filter starts with `@` or `$`"));
    }
    let mut segments = Vec::new();
    loop {
        let dot = s.here();
        if s.eat("..") {
            let range = dot.start..s.at();
            if s.peek() == Some('.') {
                return Err(wrong(s.here(), "three dots in a row"));
            }
            segments.push(Segment { kind: SegmentKind::Descendant, range: range.clone() });
            segments.push(after_dot(s, within, range)?);
        } else if s.eat(".") {
            segments.push(after_dot(s, within, dot)?);
        } else if s.peek() == Some('[') {
            segments.push(bracket(s)?);
        } else {
            return Ok(Path { root, segments });
        }
    }
}

fn variable(s: &mut Scanner, range: Range<usize>) -> String {
    let name = s.slice(range.clone());
    if name.len() > LONGEST_VARIABLE && name.chars().count() > LONGEST_VARIABLE {
        s.note(wrong(range, format!("the name of a variable has at most {LONGEST_VARIABLE} characters")));
    }
    name.to_owned()
}

/// What follows `.` or `..`, whose bytes are `dots`.
fn after_dot(s: &mut Scanner, within: Within, dots: Range<usize>) -> Result<Segment, QueryError> {
    let star = s.here();
    if s.peek() == Some('[') {
        // `$.['a b']` and `$.[?(@.x)]` run on AWS.
        return bracket(s);
    }
    if s.eat("*") {
        return Ok(Segment { kind: SegmentKind::Wildcard, range: star });
    }
    let (name, range) = dot_name(s, within)?;
    if range.is_empty() {
        let dots_text = shown(s.slice(dots.clone()));
        return Err(match s.peek() {
            None => wrong(dots, format!("a path cannot end with {dots_text}")),
            Some(_) => wrong(s.here(), format!("a name must follow {dots_text}")),
        });
    }
    if s.peek() == Some('(') {
        return function(s, name, range);
    }
    Ok(Segment { kind: SegmentKind::Name(name), range })
}

/// A name after a dot: everything up to a character that has a meaning of its own, as Jayway has it.
///
/// `\` takes away the meaning of the next character: the specification has `$.store\.book` as a Reference Path.
fn dot_name(s: &mut Scanner, within: Within) -> Result<(String, Range<usize>), QueryError> {
    let start = s.at();
    let run = s.run(&|c| c != '\\' && !within.ends_name(c));
    let mut name = s.slice(run).to_owned();
    loop {
        let backslash = s.here();
        if !s.eat("\\") {
            return Ok((name, start..s.at()));
        }
        match s.bump() {
            Some(c) => name.push(c),
            None => return Err(wrong(backslash, "a path cannot end with a backslash")),
        }
        let run = s.run(&|c| c != '\\' && !within.ends_name(c));
        name.push_str(s.slice(run));
    }
}

fn function(s: &mut Scanner, name: String, range: Range<usize>) -> Result<Segment, QueryError> {
    if !FUNCTIONS.contains(&name.as_str()) {
        let error = wrong(range.clone(), format!("{} is not a function of paths", shown(&name)));
        s.note(match nearest(&name, FUNCTIONS.iter().copied()) {
            Some(known) => error.with_help(format!("did you mean `{known}`?")),
            None => error.with_help("put the name in brackets if it is a field"),
        });
    }
    let opening = s.here();
    s.eat("(");
    let args = s.nested(6001, |s| arguments(s, opening))?;
    if name == "index" && args.len() != 1 {
        s.note(wrong(range.clone(), "`index` takes one number"));
    }
    Ok(Segment { kind: SegmentKind::Function { name, args }, range })
}

fn arguments(s: &mut Scanner, opening: Range<usize>) -> Result<Vec<Operand>, QueryError> {
    let mut args = Vec::new();
    s.blanks();
    if s.eat(")") {
        return Ok(args);
    }
    loop {
        s.blanks();
        if s.rest().is_empty() {
            return Err(wrong(opening, "this parenthesis is never closed"));
        }
        if s.peek() == Some('\'') {
            // Jayway takes such an argument for nothing at all.
            s.note(wrong(s.here(), "text takes double quotes among the arguments of a function"));
        }
        args.push(filter::operand(s)?);
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

fn bracket(s: &mut Scanner) -> Result<Segment, QueryError> {
    let opening = s.here();
    s.eat("[");
    s.blanks();
    let start = s.at();
    let kind = match s.peek() {
        None => return Err(wrong(opening, "this bracket is never closed")),
        Some('\'' | '"') => names(s)?,
        Some('*') => {
            s.eat("*");
            SegmentKind::Wildcard
        }
        Some('?') => SegmentKind::from(filter::filter(s)?),
        Some('-' | ':' | '0'..='9') => numbers(s)?,
        Some(']') => return Err(wrong(opening.start..s.at() + 1, "nothing stands between the brackets")),
        Some('(') => {
            // The `[(@.length-1)]` of the first JSONPath article; Jayway has dropped it.
            let range = s.run(&|c| c != ']');
            return Err(wrong(range, "brackets cannot hold an expression")
                .with_help("write `[-1]` for the last element"));
        }
        Some(_) => {
            let word = s.run(&|c| !"],[".contains(c));
            let text = s.slice(word.clone()).trim_end();
            let error = wrong(word.start..word.start + text.len(), "a name in brackets takes quotes");
            let help = !text.is_empty() && text.len() <= 40 && !text.contains(['\'', '"', '\\']);
            return Err(if help { error.with_help(format!("write `['{text}']`")) } else { error });
        }
    };
    let range = start..s.at();
    s.blanks();
    if s.eat("]") {
        return Ok(Segment { kind, range });
    }
    Err(match s.peek() {
        None => wrong(opening, "this bracket is never closed"),
        Some(_) => wrong(s.here(), "`]` must follow here"),
    })
}

fn names(s: &mut Scanner) -> Result<SegmentKind, QueryError> {
    let style = s.peek();
    let mut names = vec![quoted(s)?];
    while list_goes_on(s) {
        if s.peek() != style {
            // A name, but in the other quotes, or no name at all. Jayway would skip the former silently.
            return Err(wrong(s.here(), "every name of a list takes the same quotes"));
        }
        names.push(quoted(s)?);
    }
    Ok(match names.pop() {
        Some(name) if names.is_empty() => SegmentKind::Name(name),
        last => {
            names.extend(last);
            SegmentKind::Names(names)
        }
    })
}

/// Moves over a comma and the blanks around it, or not at all.
fn list_goes_on(s: &mut Scanner) -> bool {
    let blanks = s.rest().len() - s.rest().trim_start().len();
    if !s.rest()[blanks..].starts_with(',') {
        return false;
    }
    s.blanks();
    s.eat(",");
    s.blanks();
    true
}

fn numbers(s: &mut Scanner) -> Result<SegmentKind, QueryError> {
    let start = s.at();
    let first = if s.peek() == Some(':') { None } else { Some(index(s)?) };
    no_blanks_before(s, |c| c == ':');
    if s.eat(":") {
        no_blanks_before(s, |c| c == ':' || c == '-' || c.is_ascii_digit());
        let bounded = s.peek().is_some_and(|c| c == '-' || c.is_ascii_digit());
        let last = if bounded { Some(index(s)?) } else { None };
        if s.peek() == Some(':') {
            let step = s.run(&|c| c == ':' || c == '-' || c.is_ascii_digit());
            s.note(wrong(step, "a slice has no step").with_help("remove it"));
        } else if first.is_none() && last.is_none() {
            s.note(
                wrong(start..s.at(), "a slice needs at least one end")
                    .with_help("write `[*]` for everything"),
            );
        }
        return Ok(SegmentKind::Slice(first, last));
    }
    let mut indexes: Vec<i64> = first.into_iter().collect();
    while list_goes_on(s) {
        indexes.push(index(s)?);
    }
    Ok(match indexes[..] {
        [single] => SegmentKind::Index(single),
        _ => SegmentKind::Indexes(indexes),
    })
}

/// Notes blanks inside a slice, which Jayway refuses.
fn no_blanks_before(s: &mut Scanner, goes_on: impl Fn(char) -> bool) {
    let rest = s.rest().trim_start();
    if rest.len() < s.rest().len() && rest.starts_with(goes_on) {
        let blanks = s.blanks();
        s.note(wrong(blanks, "a slice has no blanks inside").with_help("remove the blank"));
    }
}

/// A whole number that fits Java's `int`, as Jayway's indexes must.
fn index(s: &mut Scanner) -> Result<i64, QueryError> {
    let start = s.at();
    s.eat("-");
    let digits = s.run(&|c| c.is_ascii_digit());
    if digits.is_empty() {
        let range = if start == s.at() { s.here() } else { start..s.at() };
        return Err(wrong(range, "an index is a whole number"));
    }
    if s.peek() == Some('.') {
        s.run(&|c| c == '.' || c.is_ascii_digit());
        return Err(wrong(start..s.at(), "an index is a whole number"));
    }
    match s.slice(start..s.at()).parse::<i32>() {
        Ok(index) => Ok(index.into()),
        Err(_) => {
            s.note(wrong(start..s.at(), "this index is too large"));
            Ok(0)
        }
    }
}
