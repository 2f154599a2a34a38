//! From a place back to the text.

use std::cell::OnceCell;

use super::text::{Piece, piece};
use crate::diag::{Loc, Place};

/// Resolves the [`Loc`]s of one document. Everything is worked out when asked for: most documents have no findings.
#[derive(Debug)]
pub struct SourceMap {
    text: String,
    /// One for each `Loc`; the first stands for [`Loc::NONE`] and is the whole document.
    entries: Vec<Entry>,
    lines: OnceCell<Vec<usize>>,
}

/// A place in the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    /// Bytes from the start.
    pub offset: usize,
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
}

/// A value or a key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// The object or list it stands in.
    pub(super) parent: Loc,
    /// Which of the parent's it is.
    pub(super) step: Step,
    /// Where it starts.
    pub(super) start: u32,
}

/// A step of a pointer.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Root,
    /// Where the key starts: most keys are never asked for, so the text itself remembers them.
    Key(u32),
    Index(u32),
}

impl SourceMap {
    pub(super) fn new(text: &str, entries: Vec<Entry>) -> SourceMap {
        SourceMap { text: text.to_owned(), entries, lines: OnceCell::new() }
    }

    /// The place in the service's own spelling, `/States/M/ItemProcessor/States/X/Choices[0]/Next`: names stand as they
    /// are, whatever is in them. A key has the pointer of its value.
    pub fn pointer(&self, loc: Loc) -> String {
        let mut steps = Vec::new();
        let mut entry = self.entry(loc);
        while !matches!(entry.step, Step::Root) {
            steps.push(entry.step);
            entry = self.entry(entry.parent);
        }
        if steps.is_empty() {
            return "/".to_owned();
        }
        let mut pointer = String::new();
        for step in steps.into_iter().rev() {
            match step {
                Step::Root => {}
                Step::Key(start) => {
                    pointer.push('/');
                    self.decode(start as usize, |_, c| {
                        pointer.push_str(c);
                        true
                    });
                }
                Step::Index(index) => pointer.push_str(&format!("[{index}]")),
            }
        }
        pointer
    }

    /// The line and column where the place starts.
    pub fn position(&self, place: &Place) -> Position {
        let offset = self.offset(place);
        let lines = self.lines.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1);
            std::iter::once(0).chain(ends).collect()
        });
        let line = lines.partition_point(|start| *start <= offset);
        let start = lines[line.saturating_sub(1)];
        let column = self.text[start..offset].chars().count() + 1;
        Position { offset, line, column }
    }

    /// The byte where the place starts. A range counts in the decoded text, and is found behind any escapes.
    pub fn offset(&self, place: &Place) -> usize {
        let start = self.entry(place.loc).start as usize;
        let Some(range) = &place.range else { return start };
        let mut found = None;
        let mut decoded = 0;
        let end = self.decode(start, |at, piece| {
            let inside = range.start.saturating_sub(decoded);
            decoded += piece.len();
            if inside < piece.len() {
                // An escape is longer than what it stands for, and has no inside.
                let plain = self.text[at..].starts_with(piece);
                found = Some(if plain { at + inside } else { at });
            }
            found.is_none()
        });
        let mut offset = found.unwrap_or(end).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    fn entry(&self, loc: Loc) -> Entry {
        let root = Entry { parent: Loc::NONE, step: Step::Root, start: 0 };
        self.entries.get(loc.0 as usize).copied().unwrap_or(root)
    }

    /// Calls `each` with the pieces of the string at `start` and where they stand, until it has seen enough; gives the
    /// end of the string. What is no string is one piece of no text.
    fn decode(&self, start: usize, mut each: impl FnMut(usize, &str) -> bool) -> usize {
        if !self.text[start..].starts_with('"') {
            return start;
        }
        let mut at = start + 1;
        loop {
            let more;
            (at, more) = match piece(&self.text, at) {
                Piece::Plain(range) => (range.end, each(range.start, &self.text[range])),
                Piece::Escape(range, c) | Piece::Wrong(range, _, c) => {
                    (range.end, each(range.start, c.encode_utf8(&mut [0; 4])))
                }
                Piece::End(end) | Piece::Unterminated(end) => (end, false),
            };
            if !more {
                return at;
            }
        }
    }
}
