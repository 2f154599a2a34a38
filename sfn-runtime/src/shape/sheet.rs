//! Questions as the macro writes them: bytes, which rustc and the macro take as one token. Names and types are numbers
//! in lists beside them.
//!
//! ```text
//! sheet    = count place… question…
//! place    = (0 | 1 | 2) type             of a type that serde could read, has written, or that takes
//!          | step place                    of a place before this one; the name or number of the step stands last
//! step     = 3 name | 4 name | 5 name | 6 | 7 number | 8 | 9 | 10 name name
//! question = 0 want end way               about the segments up to `end`, of one way
//!          | 1 want end place             of one way that is a path of its own, from its start
//!          | 2 want end first ways way…   about those from `first` on, of so many ways
//! way      = place from skip
//! want     = 0 | 1 | 2 family | 3 name | 4 | 5 family | 6 names | 7 place name | 8 value name | 9 names name
//!          | 10 names name | 11 form name name | 12 name | 13 (0 | 1) (0 | 1) | 14 names name
//!          | 15 (0 | 1 | 2) (0 | 1 place) | 16 family (0 | 1)
//! family   = 0 | 1 | 2 | 3 | 4 | 5
//! form     = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7
//! value    = 0 | 1 | 2 | 3 name | 4 | 5
//! names    = count name…
//! ```
//!
//! A number is a byte below 255, or 255 and three bytes, the lowest first.

use super::Type;
use super::check::{Family, Form, Likeness, Use, Value, Want};
use super::name::Name;
use super::path::{Place, Step};

/// Questions, with what they name by number.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    types: &'a [Type],
    names: &'a [Name],
    bytes: &'a [u8],
}

/// Where a sheet is read.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    sheet: Sheet<'a>,
    at: usize,
}

/// One question; its ways are read one by one.
#[derive(Clone, Copy)]
pub struct Question {
    /// The first segment that it is about.
    pub first: usize,
    /// The segment where what is wrong with the whole is reported.
    pub end: usize,
    /// What is done.
    pub want: Want,
    /// How many ways there are.
    pub ways: usize,
    is_plain: bool,
}

/// Names of a sheet.
#[derive(Clone, Copy)]
pub struct Names {
    at: usize,
    count: usize,
}

impl<'a> Sheet<'a> {
    /// All of it.
    pub const fn new(types: &'a [Type], names: &'a [Name], bytes: &'a [u8]) -> Sheet<'a> {
        Sheet { types, names, bytes }
    }

    /// Its start.
    pub const fn read(self) -> Cursor<'a> {
        Cursor { sheet: self, at: 0 }
    }
}

impl Cursor<'_> {
    /// Whether nothing is left.
    pub const fn is_done(&self) -> bool {
        self.at >= self.sheet.bytes.len()
    }

    /// The next number.
    pub const fn number(&mut self) -> usize {
        let at = self.at;
        let byte = self.sheet.bytes[at];
        if byte < 255 {
            self.at = at + 1;
            return byte as usize;
        }
        let bytes = self.sheet.bytes;
        self.at = at + 4;
        bytes[at + 1] as usize | (bytes[at + 2] as usize) << 8 | (bytes[at + 3] as usize) << 16
    }

    const fn name(&mut self) -> Name {
        self.sheet.names[self.number()]
    }

    /// The next place, of those that stand `before` it.
    pub const fn place(&mut self, before: &[Place]) -> Place {
        let kind = self.number();
        if kind < 3 {
            return Place::of(self.sheet.types[self.number()], kind == 1, kind == 2);
        }
        let number = self.number();
        let step = match kind {
            3 => Step::Name(self.sheet.names[self.number()]),
            4 => Step::Sure(self.name()),
            5 => Step::Loose(self.name()),
            6 => Step::Item,
            7 => Step::At(self.number()),
            8 => Step::Each,
            9 => Step::Asked,
            _ => Step::Narrow(self.name(), self.name()),
        };
        before[number].below(number, step)
    }

    /// The next question.
    pub const fn question(&mut self) -> Question {
        let kind = self.number();
        let want = self.want();
        let end = self.number();
        if kind < 2 {
            return Question { first: 0, end, want, ways: 1, is_plain: kind == 1 };
        }
        let first = self.number();
        Question { first, end, want, ways: self.number(), is_plain: false }
    }

    /// The next way of a question.
    pub const fn way<'p>(&mut self, places: &'p [Place], question: &Question) -> Use<'p> {
        let place = self.number();
        if question.is_plain {
            return Use { places, place, from: 0, skip: 0, want: question.want };
        }
        let from = self.number();
        Use { places, place, from, skip: self.number(), want: question.want }
    }

    const fn want(&mut self) -> Want {
        match self.number() {
            1 => Want::Test,
            2 => Want::Family(self.family()),
            3 => Want::Equal(self.name()),
            4 => Want::List,
            5 => Want::Be(self.family()),
            6 => Want::Match(self.names()),
            7 => Want::Fit(self.number(), self.name()),
            8 => Want::Take(self.value(), self.name()),
            9 => Want::Have(self.names(), self.name(), true),
            10 => Want::Know(self.names(), self.name()),
            11 => Want::Pass(self.form(), self.name(), self.name()),
            12 => Want::Error(self.name()),
            15 => {
                let how = match self.number() {
                    0 => Likeness::Equal,
                    1 => Likeness::Ordered,
                    _ => Likeness::Loose,
                };
                Want::Like(how, if self.number() == 1 { Some(self.number()) } else { None })
            }
            16 => Want::Loose(self.family(), self.number() == 1),
            14 => Want::Have(self.names(), self.name(), false),
            13 => Want::Flags(self.number() == 1, self.number() == 1),
            _ => Want::Read,
        }
    }

    const fn family(&mut self) -> Family {
        match self.number() {
            1 => Family::Numeric,
            2 => Family::Boolean,
            3 => Family::Timestamp,
            4 => Family::Array,
            5 => Family::Object,
            _ => Family::String,
        }
    }

    const fn form(&mut self) -> Form {
        match self.number() {
            0 => Form::Object,
            1 => Form::List,
            2 => Form::Boolean,
            3 => Form::Number,
            4 => Form::Timestamp,
            5 => Form::Attribute,
            6 => Form::Text,
            _ => Form::Flag,
        }
    }

    const fn value(&mut self) -> Value {
        match self.number() {
            0 => Value::Null,
            1 => Value::Bool,
            2 => Value::Number,
            3 => Value::Text(self.name()),
            4 => Value::AnyText,
            _ => Value::List,
        }
    }

    const fn names(&mut self) -> Names {
        let count = self.number();
        let names = Names { at: self.at, count };
        let mut left = count;
        while left > 0 {
            self.number();
            left -= 1;
        }
        names
    }
}

impl Names {
    /// None.
    pub const NONE: Names = Names { at: 0, count: 0 };

    /// The next one.
    pub const fn next(&mut self, sheet: Sheet) -> Option<Name> {
        if self.count == 0 {
            return None;
        }
        let mut cursor = Cursor { sheet, at: self.at };
        let name = cursor.name();
        *self = Names { at: cursor.at, count: self.count - 1 };
        Some(name)
    }

    /// Whether `name` is one of them.
    pub const fn has(mut self, sheet: Sheet, name: Name) -> bool {
        while let Some(it) = self.next(sheet) {
            if it.is(name) {
                return true;
            }
        }
        false
    }
}
