//! The file, and how to get at what is in it. `xtask/catalog/blob.py` says how it is laid out.
//!
//! Nothing here fails: what lies beyond the file is 0 or empty, and a test holds all that is inside it against what
//! the generator wrote.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// The file. From a function, because what a static or a constant is worth is written into the crate's metadata too,
/// which every crate above has to read.
fn file() -> &'static [u8] {
    include_bytes!("catalog.bin")
}

/// A section, by its place in the header.
#[derive(Clone, Copy)]
pub struct Section {
    at: usize,
    /// How long a record is, where they are of one length.
    record: usize,
}

pub const STRINGS: Section = Section { at: 0, record: 0 };
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

/// Where each section starts and how many entries it has, worked out when this is compiled.
static HEADER: [(usize, usize); SECTIONS] = {
    let file = include_bytes!("catalog.bin");
    let mut header = [(0, 0); SECTIONS];
    let mut at = 0;
    while at < SECTIONS {
        header[at] = (number(file, 8 + 8 * at), number(file, 12 + 8 * at));
        at += 1;
    }
    header
};

const SECTIONS: usize = 8;

const fn number(file: &[u8], at: usize) -> usize {
    u32::from_le_bytes([file[at], file[at + 1], file[at + 2], file[at + 3]]) as usize
}

// These run in a build without optimisation, many times a call: patterns, not iterators.
fn u32(at: usize) -> usize {
    match file().get(at..) {
        Some([a, b, c, d, ..]) => u32::from_le_bytes([*a, *b, *c, *d]) as usize,
        _ => 0,
    }
}

fn u24(at: usize) -> usize {
    match file().get(at..) {
        Some([a, b, c, ..]) => u32::from_le_bytes([*a, *b, *c, 0]) as usize,
        _ => 0,
    }
}

/// How many entries a section has.
pub fn count(section: Section) -> usize {
    HEADER[section.at].1
}

/// The field `field` of a record.
pub fn record(section: Section, index: usize, field: usize) -> usize {
    u24(HEADER[section.at].0 + index * section.record + 3 * field)
}

/// The byte behind the `fields` fields of a record.
pub fn status(section: Section, index: usize, fields: usize) -> usize {
    let at = HEADER[section.at].0 + index * section.record + 3 * fields;
    file().get(at).map_or(0, |it| usize::from(*it))
}

fn bytes(section: Section, index: usize) -> &'static [u8] {
    let (offsets, count) = HEADER[section.at];
    let base = offsets + 4 * (count + 1);
    let at = offsets + 4 * index;
    file().get(base + u32(at)..base + u32(at + 4)).unwrap_or_default()
}

/// The body of an entry.
pub fn body(section: Section, index: usize) -> Body {
    Body(bytes(section, index))
}

/// A string.
pub fn text(index: usize) -> &'static str {
    std::str::from_utf8(bytes(STRINGS, index)).unwrap_or_default()
}

/// Strings that were found: a machine has the same few names again and again, and a search reads seventeen strings.
static FOUND: [AtomicU32; 512] = [const { AtomicU32::new(u32::MAX) }; 512];

/// The index of a string, if it is one of the file's. Indices are in the order of the strings.
pub fn index(text: &str) -> Option<usize> {
    let wanted = text.as_bytes();
    let [first, ..] = wanted else { return None };
    let (last, middle) = (wanted[wanted.len() - 1], wanted[wanted.len() / 2]);
    let place = wanted.len() * 131 + usize::from(*first) * 31 + usize::from(middle) * 7 + usize::from(last);
    let found = &FOUND[place % FOUND.len()];
    let known = found.load(Relaxed) as usize;
    if known < count(STRINGS) && bytes(STRINGS, known) == wanted {
        return Some(known);
    }
    let index = find(0..count(STRINGS), text, self::text)?;
    found.store(index as u32, Relaxed);
    Some(index)
}

/// The same for records.
static NAMED: [AtomicU32; 128] = [const { AtomicU32::new(u32::MAX) }; 128];

/// Which record of `range`, which is sorted by the string in its first field, has the string `wanted` there.
pub fn named(section: Section, range: Range<usize>, wanted: &str) -> Option<usize> {
    let wanted = index(wanted)?;
    let Range { mut start, mut end } = range;
    let found = &NAMED[(section.at * 64 + start + wanted) % NAMED.len()];
    let known = found.load(Relaxed) as usize;
    if start <= known && known < end && record(section, known, 0) == wanted {
        return Some(known);
    }
    while start < end {
        let middle = start + (end - start) / 2;
        let name = record(section, middle, 0);
        if name == wanted {
            found.store(middle as u32, Relaxed);
            return Some(middle);
        }
        if name < wanted {
            start = middle + 1;
        } else {
            end = middle;
        }
    }
    None
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
fn find(range: Range<usize>, wanted: &str, name: impl Fn(usize) -> &'static str) -> Option<usize> {
    let Range { mut start, mut end } = range;
    while start < end {
        let middle = start + (end - start) / 2;
        match name(middle).cmp(wanted) {
            Ordering::Less => start = middle + 1,
            Ordering::Equal => return Some(middle),
            Ordering::Greater => end = middle,
        }
    }
    None
}

/// Numbers of varying length, read from the front.
#[derive(Clone, Copy, Default)]
pub struct Body(&'static [u8]);

impl Body {
    /// The next number; 0 behind the last.
    pub fn varint(&mut self) -> usize {
        // As nearly all of them are.
        if let [byte @ ..0x80, rest @ ..] = self.0 {
            self.0 = rest;
            return usize::from(*byte);
        }
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

    /// Whether `wanted` is one of the next `count` numbers, each the distance from the one before.
    pub fn has(mut self, count: usize, wanted: usize) -> bool {
        let (mut left, mut at) = (count, 0);
        while left > 0 && at < wanted {
            at += self.varint();
            left -= 1;
            if at == wanted {
                return true;
            }
        }
        false
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
    pub fn names(self, count: usize) -> Names {
        Names { body: self, left: count, last: 0 }
    }
}

/// Strings in their order, each the distance from the one before.
pub struct Names {
    body: Body,
    left: usize,
    last: usize,
}

impl Iterator for Names {
    type Item = &'static str;

    fn next(&mut self) -> Option<&'static str> {
        self.left = self.left.checked_sub(1)?;
        self.last += self.body.varint();
        Some(text(self.last))
    }
}
