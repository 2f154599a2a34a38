//! The file, and how to get at what is in it. `xtask/catalog/blob.py` says how it is laid out.
//!
//! Nothing here fails: what lies beyond the file is 0 or empty, and a test holds all that is inside it against what
//! the generator wrote.

use std::ops::Range;

static FILE: &[u8] = include_bytes!("catalog.bin");

/// A section, by its place in the header.
#[derive(Clone, Copy)]
pub struct Section {
    at: usize,
    /// How long a record is, where they are of one length.
    record: usize,
}

const STRINGS: Section = Section { at: 0, record: 0 };
pub const SERVICES: Section = Section { at: 1, record: 19 };
pub const ACTIONS: Section = Section { at: 2, record: 16 };
pub const SHAPES: Section = Section { at: 3, record: 0 };
pub const ERRORS: Section = Section { at: 4, record: 0 };
pub const IAM: Section = Section { at: 5, record: 0 };
pub const ALIASES: Section = Section { at: 6, record: 6 };
pub const META: Section = Section { at: 7, record: 3 };

const NONE: usize = 0xFF_FFFF;

/// `index`, unless it says that there is nothing.
pub fn maybe(index: usize) -> Option<usize> {
    (index != NONE).then_some(index)
}

fn number(at: usize, bytes: usize) -> usize {
    let bytes = FILE.get(at..at + bytes).unwrap_or_default();
    bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

fn start(section: Section) -> usize {
    number(8 + 8 * section.at, 4)
}

/// How many entries a section has.
pub fn count(section: Section) -> usize {
    number(12 + 8 * section.at, 4)
}

/// The field `field` of a record.
pub fn record(section: Section, index: usize, field: usize) -> usize {
    number(start(section) + index * section.record + 3 * field, 3)
}

/// The byte behind the `fields` fields of a record.
pub fn status(section: Section, index: usize, fields: usize) -> usize {
    number(start(section) + index * section.record + 3 * fields, 1)
}

fn bytes(section: Section, index: usize) -> &'static [u8] {
    let offsets = start(section);
    let base = offsets + 4 * (count(section) + 1);
    let from = base + number(offsets + 4 * index, 4);
    FILE.get(from..base + number(offsets + 4 * index + 4, 4)).unwrap_or_default()
}

/// The body of an entry.
pub fn body(section: Section, index: usize) -> Body {
    Body(bytes(section, index))
}

/// A string.
pub fn text(index: usize) -> &'static str {
    std::str::from_utf8(bytes(STRINGS, index)).unwrap_or_default()
}

/// The index of a string, if it is one of the file's.
pub fn index(text: &str) -> Option<usize> {
    find(0..count(STRINGS), text, self::text)
}

/// The first of `range` that is not before what is looked for.
pub fn partition(range: Range<usize>, is_before: impl Fn(usize) -> bool) -> usize {
    let Range { mut start, mut end } = range;
    while start < end {
        let middle = start + (end - start) / 2;
        if is_before(middle) {
            start = middle + 1;
        } else {
            end = middle;
        }
    }
    start
}

/// Which of `range`, which is sorted by `name`, is called `wanted`.
pub fn find(range: Range<usize>, wanted: &str, name: impl Fn(usize) -> &'static str) -> Option<usize> {
    let end = range.end;
    let at = partition(range, |at| name(at) < wanted);
    (at < end && name(at) == wanted).then_some(at)
}

/// Numbers of varying length, read from the front.
#[derive(Clone, Copy, Default)]
pub struct Body(&'static [u8]);

impl Body {
    /// The next number; 0 behind the last.
    pub fn varint(&mut self) -> usize {
        let mut number = 0;
        let mut shift = 0;
        while let Some((byte, rest)) = self.0.split_first() {
            self.0 = rest;
            number |= usize::from(byte & 0x7F) << shift;
            shift += 7;
            if *byte < 0x80 || shift > 28 {
                break;
            }
        }
        number
    }

    /// The next number as a string.
    pub fn text(&mut self) -> &'static str {
        text(self.varint())
    }

    /// The next number as a string that may be absent.
    pub fn maybe_text(&mut self) -> Option<&'static str> {
        self.varint().checked_sub(1).map(text)
    }

    /// The next `count` numbers, each the distance from the string before.
    pub fn names(mut self, count: usize) -> impl Iterator<Item = &'static str> {
        let mut last = 0;
        (0..count).map(move |_| {
            last += self.varint();
            text(last)
        })
    }
}
