//! Quoted names and texts of paths.

use super::scan::Scanner;
use crate::query::QueryError;

/// Reads a text in single or double quotes; the cursor is at the quote.
///
/// A backslash escapes the quote and itself, and is an ordinary character anywhere else: `$['Test\""Name"']` was
/// recorded on AWS to select the field `Test\""Name"`, where Jayway's current source would drop the backslash.
pub(super) fn quoted(s: &mut Scanner) -> Result<String, QueryError> {
    let opening = s.here();
    let quote = s.bump().unwrap_or('\'');
    let mut text = String::new();
    loop {
        match s.bump() {
            Some(c) if c == quote => return Ok(text),
            Some('\\') => match s.peek() {
                Some(c) if c == quote || c == '\\' => text.extend(s.bump()),
                _ => text.push('\\'),
            },
            Some(c) => text.push(c),
            None => return Err(QueryError::new(6001, opening, "this quote is never closed")),
        }
    }
}

/// Writes `text` so that [`quoted`] reads it back.
pub(super) fn write_quoted(out: &mut impl std::fmt::Write, text: &str, quote: char) -> std::fmt::Result {
    out.write_char(quote)?;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        // Before the other kind of quote a lone backslash is what was seen to work.
        let lone = c == '\\' && quote == '\'' && rest.peek() == Some(&'"');
        if c == quote || c == '\\' && !lone {
            out.write_char('\\')?;
        }
        out.write_char(c)?;
    }
    out.write_char(quote)
}
