//! The canonical text of a path: single quotes, brackets only where a dot would not do.

use std::fmt::{self, Display, Formatter, Write};

use super::quoted::write_quoted;
use super::{Filter, Literal, Operand, Path, Root, Segment, SegmentKind};

impl Display for Path {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.root {
            Root::Document => f.write_str("$")?,
            Root::Context => f.write_str("$$")?,
            Root::Current => f.write_str("@")?,
            Root::Variable(name) => write!(f, "${name}")?,
        }
        let mut after_dots = false;
        for segment in &self.segments {
            write_segment(f, &segment.kind, after_dots)?;
            after_dots = segment.kind == SegmentKind::Descendant;
        }
        Ok(())
    }
}

impl Display for Segment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_segment(f, &self.kind, false)
    }
}

/// Whether `.name` is read as this name, by AWS as well.
///
/// Source: `$.detail-type` and letters beyond ASCII were recorded; the developer guide asks for brackets for the rest.
fn fits_dot(name: &str) -> bool {
    let letter = |c: char| c == '_' || c.is_ascii_alphabetic() || !c.is_ascii() && c.is_alphabetic();
    name.starts_with(letter) && name.chars().all(|c| letter(c) || c.is_ascii_digit() || c == '-')
}

fn write_segment(f: &mut Formatter<'_>, kind: &SegmentKind, after_dots: bool) -> fmt::Result {
    let dot = if after_dots { "" } else { "." };
    match kind {
        SegmentKind::Name(name) if fits_dot(name) => write!(f, "{dot}{name}"),
        SegmentKind::Descendant => f.write_str(".."),
        SegmentKind::Function { name, args } => {
            write!(f, "{dot}{name}(")?;
            separated(f, args, ", ", |f, arg| match arg {
                Operand::Literal(Literal::String(text)) => write_quoted(f, text, '"'),
                other => write!(f, "{other}"),
            })?;
            f.write_char(')')
        }
        _ => {
            f.write_char('[')?;
            write_inside(f, kind)?;
            f.write_char(']')
        }
    }
}

fn write_inside(f: &mut Formatter<'_>, kind: &SegmentKind) -> fmt::Result {
    match kind {
        SegmentKind::Name(name) => write_quoted(f, name, '\''),
        SegmentKind::Names(names) => separated(f, names, ",", |f, name| write_quoted(f, name, '\'')),
        SegmentKind::Index(index) => write!(f, "{index}"),
        SegmentKind::Indexes(indexes) => separated(f, indexes, ",", |f, index| write!(f, "{index}")),
        SegmentKind::Slice(from, to) => {
            separated(f, &[from, to], ":", |f, end| end.map_or(Ok(()), |index| write!(f, "{index}")))
        }
        SegmentKind::Filter(filter) => write!(f, "?({filter})"),
        SegmentKind::Wildcard | SegmentKind::Descendant | SegmentKind::Function { .. } => f.write_char('*'),
    }
}

fn separated<T>(
    f: &mut Formatter<'_>,
    items: &[T],
    separator: &str,
    write: impl Fn(&mut Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            f.write_str(separator)?;
        }
        write(f, item)?;
    }
    Ok(())
}

impl Display for Filter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Filter::Or(parts) => {
                separated(f, parts, " || ", |f, part| grouped(f, part, matches!(part, Filter::Or(_))))
            }
            Filter::And(parts) => separated(f, parts, " && ", |f, part| {
                grouped(f, part, matches!(part, Filter::Or(_) | Filter::And(_)))
            }),
            Filter::Not(inner) => {
                f.write_char('!')?;
                grouped(f, inner, !matches!(**inner, Filter::Exists(_)))
            }
            Filter::Exists(path) => write!(f, "{path}"),
            Filter::Compare { left, comparison, right } => {
                write!(f, "{left} {} {right}", comparison.as_str())
            }
        }
    }
}

fn grouped(f: &mut Formatter<'_>, filter: &Filter, parentheses: bool) -> fmt::Result {
    if parentheses { write!(f, "({filter})") } else { write!(f, "{filter}") }
}

impl Display for Operand {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Operand::Path(path) => write!(f, "{path}"),
            Operand::Literal(literal) => write!(f, "{literal}"),
            Operand::Pattern { regex, flags } => write!(f, "/{regex}/{flags}"),
        }
    }
}

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Null => f.write_str("null"),
            Literal::Bool(value) => write!(f, "{value}"),
            Literal::Number(spelling) => f.write_str(spelling),
            Literal::String(text) => write_quoted(f, text, '\''),
            Literal::List(items) => {
                f.write_char('[')?;
                separated(f, items, ",", |f, item| write!(f, "{item}"))?;
                f.write_char(']')
            }
            Literal::Object(members) => {
                f.write_char('{')?;
                separated(f, members, ",", |f, (name, value)| {
                    write_quoted(f, name, '\'')?;
                    write!(f, ":{value}")
                })?;
                f.write_char('}')
            }
        }
    }
}
