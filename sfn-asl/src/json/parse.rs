//! The grammar of RFC 8259, and the mistakes people make in it.

use std::ops::Range;

use super::places::{Entry, SourceMap, Step};
use super::text::{Piece, piece};
use super::{Parsed, number, object};
use crate::diag::messages::document;
use crate::diag::{Diagnostics, Loc};
use crate::value::{Field, Query, QueryTree, Text, Value, ValueKind};

/// No real definition comes near; without a limit a line of brackets would overflow the stack.
const MAX_DEPTH: usize = 500;

/// Reads `text`. Mistakes that leave no doubt what was meant do not stop it.
pub fn parse(text: &str, cx: &mut Diagnostics) -> Parsed {
    let root = Entry { parent: Loc::NONE, step: Step::Root, start: 0 };
    let mut parser = Parser { text, at: 0, cx, entries: vec![root], depth: 0, said_comment: false };
    let value = parser.document().ok();
    let map = SourceMap::new(text, parser.entries);
    Parsed { value, map }
}

/// Reading cannot go on, and why has been reported.
struct Stop;

struct Parser<'a> {
    text: &'a str,
    at: usize,
    cx: &'a mut Diagnostics,
    entries: Vec<Entry>,
    depth: usize,
    /// Who comments once comments everywhere.
    said_comment: bool,
}

/// A value of which nothing is known but that it was reported, so that nothing else is said of it.
fn unknown(loc: Loc) -> ValueKind {
    Value::query(Query::new(Text::new(String::new(), loc), QueryTree::Invalid)).kind
}

/// Where a value belongs.
#[derive(Clone, Copy)]
struct Site {
    parent: Loc,
    step: Step,
}

impl Parser<'_> {
    fn document(&mut self) -> Result<Value, Stop> {
        let site = Site { parent: Loc::NONE, step: Step::Root };
        if self.text.starts_with('\u{feff}') {
            let loc = self.mark(site, 0);
            document::byte_order_mark(self.cx, loc);
            self.at = '\u{feff}'.len_utf8();
        }
        self.blanks(site);
        if self.peek().is_none() {
            let loc = self.mark(site, self.at);
            document::empty(self.cx, loc);
            return Err(Stop);
        }
        let value = self.value(site)?;
        self.blanks(site);
        if self.peek().is_some() {
            let found = self.found();
            let loc = self.mark(site, self.at);
            document::text_after(self.cx, loc, &found);
        }
        Ok(value)
    }

    fn value(&mut self, site: Site) -> Result<Value, Stop> {
        let loc = self.mark(site, self.at);
        let kind = match self.peek() {
            Some('{') => self.nested(loc, Parser::object)?,
            Some('[') => self.nested(loc, Parser::array)?,
            Some('"') => ValueKind::String(self.string(site)?),
            Some('-' | '+' | '.' | '0'..='9') => self.number(loc),
            _ => self.word(site, loc)?,
        };
        Ok(Value::new(kind, loc))
    }

    fn nested(
        &mut self,
        loc: Loc,
        read: fn(&mut Self, Loc) -> Result<ValueKind, Stop>,
    ) -> Result<ValueKind, Stop> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            document::too_deep(self.cx, loc, MAX_DEPTH);
            return Err(Stop);
        }
        self.at += 1;
        let kind = read(self, loc)?;
        self.depth -= 1;
        Ok(kind)
    }

    fn object(&mut self, parent: Loc) -> Result<ValueKind, Stop> {
        let mut fields: Vec<Field> = Vec::new();
        let said = self.cx.items().len();
        let outside = Site { parent, step: Step::Root };
        while self.more(outside, '}', fields.len())? {
            let start = self.at;
            let site = Site { parent, step: Step::Key(start as u32) };
            if self.peek() != Some('"') {
                return self.stop(Site { parent, ..outside }, "a key in double quotes, or `}`");
            }
            let loc = self.mark(site, start);
            let key = Text::new(self.string(site)?, loc);
            self.blanks(site);
            match self.peek() {
                Some(':') => self.at += 1,
                Some('=') => {
                    let loc = self.mark(site, self.at);
                    document::expected(self.cx, loc, "`:` between key and value", "`=`");
                    self.at += 1;
                }
                _ => return self.stop(site, "`:` between key and value"),
            }
            self.blanks(site);
            let value = self.value(site)?;
            fields.push(Field { key, value });
        }
        if fields.is_empty() && self.cx.items().len() > said {
            return Ok(unknown(parent));
        }
        Ok(ValueKind::Object(object::keep_last(self.cx, fields)))
    }

    fn array(&mut self, parent: Loc) -> Result<ValueKind, Stop> {
        let mut items = Vec::new();
        let said = self.cx.items().len();
        let outside = Site { parent, step: Step::Root };
        while self.more(outside, ']', items.len())? {
            let site = Site { parent, step: Step::Index(items.len() as u32) };
            items.push(self.value(site)?);
        }
        if items.is_empty() && self.cx.items().len() > said {
            return Ok(unknown(parent));
        }
        Ok(ValueKind::Array(items))
    }

    /// Whether another element follows, with its comma behind us; if not, the closing bracket is.
    fn more(&mut self, inside: Site, close: char, before: usize) -> Result<bool, Stop> {
        self.blanks(inside);
        let mut comma = None;
        while self.peek() == Some(',') {
            if before == 0 || comma.is_some() {
                let loc = self.mark(inside, self.at);
                document::spare_comma(self.cx, loc);
            }
            comma = Some(self.at);
            self.at += 1;
            self.blanks(inside);
        }
        match self.peek() {
            Some(c) if c == close => {
                if let Some(at) = comma.filter(|_| before > 0) {
                    let loc = self.mark(inside, at);
                    document::trailing_comma(self.cx, loc, close);
                }
                self.at += 1;
                Ok(false)
            }
            None | Some('}' | ']') => {
                let want = format!("`{close}`");
                let want = if before > 0 && comma.is_none() { format!("`,` or {want}") } else { want };
                let found = self.found();
                let loc = self.mark(inside, self.at);
                document::unclosed(self.cx, loc, &want, &found, inside.parent, close);
                Err(Stop)
            }
            Some('"' | '{' | '[') if before > 0 && comma.is_none() => {
                // Most often a line was added below one that had no comma.
                let loc = self.mark(inside, self.at);
                document::missing_comma(self.cx, loc);
                Ok(true)
            }
            Some(_) if before > 0 && comma.is_none() => self.stop(inside, &format!("`,` or `{close}`")),
            Some(_) => Ok(true),
        }
    }

    fn string(&mut self, site: Site) -> Result<String, Stop> {
        let start = self.at;
        let mut decoded = String::new();
        self.at += 1;
        loop {
            match piece(self.text, self.at) {
                Piece::Plain(range) => {
                    self.at = range.end;
                    decoded.push_str(&self.text[range]);
                }
                Piece::Escape(range, c) => {
                    self.at = range.end;
                    decoded.push(c);
                }
                Piece::Wrong(range, why, c) => {
                    let loc = self.mark(site, range.start);
                    document::in_string(self.cx, loc, why);
                    self.at = range.end;
                    decoded.push(c);
                }
                Piece::End(end) => {
                    self.at = end + 1;
                    return Ok(decoded);
                }
                Piece::Unterminated(_) => {
                    let loc = self.mark(site, start);
                    document::unterminated_string(self.cx, loc);
                    return Err(Stop);
                }
            }
        }
    }

    fn number(&mut self, loc: Loc) -> ValueKind {
        let (length, wrong) = number::scan(&self.text[self.at..]);
        let spelled = &self.text[self.at..self.at + length];
        if let Some(why) = wrong {
            document::number(self.cx, loc, spelled, why);
        }
        self.at += length;
        ValueKind::Number(spelled.to_owned())
    }

    /// `true`, `false`, `null`, or a word of some other language.
    fn word(&mut self, site: Site, loc: Loc) -> Result<ValueKind, Stop> {
        let word = self.bare_word();
        let kind = match &self.text[word.clone()] {
            "true" => ValueKind::Bool(true),
            "false" => ValueKind::Bool(false),
            "null" => ValueKind::Null,
            "" => return self.stop(site, "a value"),
            other => {
                document::word(self.cx, loc, other);
                match other.to_ascii_lowercase().as_str() {
                    "true" => ValueKind::Bool(true),
                    "false" => ValueKind::Bool(false),
                    "none" | "nil" | "undefined" | "null" => ValueKind::Null,
                    "nan" | "infinity" => unknown(loc),
                    _ => return Err(Stop),
                }
            }
        };
        self.at = word.end;
        Ok(kind)
    }

    fn bare_word(&self) -> Range<usize> {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len());
        self.at..self.at + end
    }

    /// Skips what JSON has between tokens, and the comments that it does not have.
    fn blanks(&mut self, site: Site) {
        loop {
            let rest = &self.text[self.at..];
            let blanks = rest.bytes().take_while(|b| matches!(b, b' ' | b'\n' | b'\r' | b'\t')).count();
            self.at += blanks;
            let rest = &rest[blanks..];
            let length = if rest.starts_with("//") || rest.starts_with('#') {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                return;
            };
            if !self.said_comment {
                self.said_comment = true;
                let loc = self.mark(site, self.at);
                document::comment(self.cx, loc);
            }
            self.at += length;
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// What stands at the cursor, in words.
    fn found(&self) -> String {
        let word = self.bare_word();
        match self.peek() {
            None => "the end of the text".to_owned(),
            _ if !word.is_empty() && word.len() <= 40 => format!("`{}`", &self.text[word]),
            Some(c) if c.is_control() || c.is_whitespace() => format!("U+{:04X}", u32::from(c)),
            Some(c) => format!("`{c}`"),
        }
    }

    /// Gives up: something else was expected at the cursor.
    fn stop<T>(&mut self, site: Site, expected: &str) -> Result<T, Stop> {
        let found = self.found();
        let loc = self.mark(site, self.at);
        document::expected(self.cx, loc, expected, &found);
        Err(Stop)
    }

    fn mark(&mut self, site: Site, start: usize) -> Loc {
        // A mistake inside a container but at none of its elements points like the container itself.
        let entry = match site.step {
            Step::Root => Entry { start: start as u32, ..self.entries[site.parent.0 as usize] },
            step => Entry { parent: site.parent, step, start: start as u32 },
        };
        self.entries.push(entry);
        Loc(self.entries.len() as u32 - 1)
    }
}
