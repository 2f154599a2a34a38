//! A cursor over the characters of an expression, shared by paths and intrinsics.
//!
//! Nearly every character is ASCII, and looks at itself alone: bare loops over bytes, because every path of a machine
//! comes through here in the unoptimised build that a macro runs in.

use std::fmt::Write;
use std::ops::Range;

use crate::query::QueryError;

/// How deep parentheses, lists and arguments may nest: far beyond real expressions, far below the thread's stack.
pub(in crate::query) const DEPTH: usize = 64;

/// How many mistakes of one text are kept: more would help nobody.
pub(in crate::query) const MOST_ERRORS: usize = 20;

pub(in crate::query) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    errors: Vec<QueryError>,
}

impl<'a> Scanner<'a> {
    pub(in crate::query) fn new(text: &'a str) -> Scanner<'a> {
        Scanner { text, at: 0, depth: 0, errors: Vec::new() }
    }

    /// The end of parsing: the tree, unless something was wrong on the way.
    pub(in crate::query) fn finish<T>(mut self, result: Result<T, QueryError>) -> Result<T, Vec<QueryError>> {
        match result {
            Ok(tree) if self.errors.is_empty() => Ok(tree),
            Ok(_) => Err(self.errors),
            Err(error) => {
                self.errors.push(error);
                Err(self.errors)
            }
        }
    }

    /// Notes a mistake that does not keep us from reading on.
    pub(in crate::query) fn note(&mut self, error: QueryError) {
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(error);
        }
    }

    pub(in crate::query) fn at(&self) -> usize {
        self.at
    }

    pub(in crate::query) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(in crate::query) fn slice(&self, range: Range<usize>) -> &'a str {
        &self.text[range]
    }

    pub(in crate::query) fn peek(&self) -> Option<char> {
        let bytes = self.text.as_bytes();
        if self.at >= bytes.len() {
            return None;
        }
        let byte = bytes[self.at];
        if byte < 0x80 { Some(byte as char) } else { self.rest().chars().next() }
    }

    /// The bytes of the character at the cursor; empty at the end.
    pub(in crate::query) fn here(&self) -> Range<usize> {
        let length = match self.peek() {
            None => 0,
            Some(c) => c.len_utf8(),
        };
        self.at..self.at + length
    }

    pub(in crate::query) fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub(in crate::query) fn eat(&mut self, token: &str) -> bool {
        let (text, token) = (self.text.as_bytes(), token.as_bytes());
        let mut length = 0;
        while length < token.len() {
            let at = self.at + length;
            if at >= text.len() || text[at] != token[length] {
                return false;
            }
            length += 1;
        }
        self.at += length;
        true
    }

    /// Moves over the characters that satisfy `accept` and gives their bytes.
    pub(in crate::query) fn run(&mut self, accept: &dyn Fn(char) -> bool) -> Range<usize> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            let byte = bytes[self.at];
            if byte < 0x80 {
                if !accept(byte as char) {
                    break;
                }
                self.at += 1;
            } else {
                match self.rest().chars().next() {
                    Some(c) if accept(c) => self.at += c.len_utf8(),
                    _ => break,
                }
            }
        }
        start..self.at
    }

    pub(in crate::query) fn blanks(&mut self) -> Range<usize> {
        self.run(&char::is_whitespace)
    }

    /// The bytes of a JSON number at the cursor, which is at `-` or a digit.
    pub(in crate::query) fn number(&mut self, code: u16) -> Result<&'a str, QueryError> {
        let start = self.at;
        let digits = |s: &mut Self| !s.run(&|c| c.is_ascii_digit()).is_empty();
        self.eat("-");
        let mut good = digits(self);
        good &= !self.eat(".") || digits(self);
        if self.eat("e") || self.eat("E") {
            let _ = self.eat("+") || self.eat("-");
            good &= digits(self);
        }
        let spelling = &self.text[start..self.at];
        if good {
            Ok(spelling)
        } else {
            Err(QueryError::new(code, start..self.at, format!("{} is not a number", shown(spelling))))
        }
    }

    /// Runs `read` one level deeper, so that hostile nesting meets an error before the end of the stack.
    pub(in crate::query) fn nested<T>(
        &mut self,
        code: u16,
        read: impl FnOnce(&mut Self) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        if self.depth == DEPTH {
            return Err(QueryError::new(code, self.here(), format!("this is nested more than {DEPTH} deep")));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }
}

/// `text` in backticks for a message, which has one line: shortened, and control characters made visible.
pub(in crate::query) fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut shown = String::from("`");
    for (i, c) in text.chars().enumerate() {
        if i == LONGEST {
            shown.push('…');
            break;
        }
        if c.is_control() {
            let _ = write!(shown, "{}", c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown.push('`');
    shown
}
