//! What values look like.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::file::{self, Body, SHAPES};

/// The shape of a value. Equal ones are the same one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Shape(usize);

/// What a value is. How leniently Step Functions takes it is for the checks to say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Text.
    String,
    /// `true`, `false`
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A point in time; in results, text in ISO 8601.
    Timestamp,
    /// Bytes.
    Blob,
    /// Anything.
    Document,
    /// Text, one of [`Shape::values`].
    Enum {
        /// Whether there were others in the catalogue before this one, so that there may be more by now.
        grows: bool,
    },
    /// A list of [`Shape::element`].
    List,
    /// An object with any keys and values of [`Shape::element`].
    Map,
    /// An object with [`Shape::members`].
    Struct {
        /// Whether it has exactly one of them.
        is_union: bool,
    },
}

/// A member of a structure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub shape: Shape,
    /// Whether it has to be given.
    pub is_required: bool,
}

impl Shape {
    pub(crate) fn new(index: usize) -> Shape {
        Shape(index)
    }

    /// Its number in the catalogue.
    pub fn index(self) -> usize {
        self.0
    }

    /// Every shape.
    pub fn all() -> impl Iterator<Item = Shape> {
        (0..file::count(SHAPES)).map(Shape)
    }

    /// What values of it are.
    pub fn kind(self) -> Kind {
        match self.body().0 {
            1 => Kind::Boolean,
            2 => Kind::Integer,
            3 => Kind::Number,
            4 => Kind::Timestamp,
            5 => Kind::Blob,
            6 => Kind::Document,
            7 => Kind::Enum { grows: false },
            8 => Kind::Enum { grows: true },
            LIST => Kind::List,
            MAP => Kind::Map,
            STRUCT => Kind::Struct { is_union: false },
            UNION => Kind::Struct { is_union: true },
            _ => Kind::String,
        }
    }

    /// What it may be, if that is a matter of words.
    pub fn values(self) -> impl Iterator<Item = &'static str> {
        let (kind, mut body) = self.body();
        let count = if matches!(kind, 7 | 8) { body.varint() } else { 0 };
        body.names(count)
    }

    /// Whether `text` is one of [`Shape::values`].
    pub fn has_value(self, text: &str) -> bool {
        let (kind, mut body) = self.body();
        let Some(wanted) = file::index(text).filter(|_| matches!(kind, 7 | 8)) else { return false };
        let count = body.varint();
        body.has(count, wanted)
    }

    /// What a list or a map is of.
    pub fn element(self) -> Option<Shape> {
        let (kind, mut body) = self.body();
        if kind == MAP {
            body.varint();
        }
        matches!(kind, LIST | MAP).then(|| Shape(body.varint()))
    }

    /// What the keys of a map are.
    pub fn key(self) -> Option<Shape> {
        let (kind, mut body) = self.body();
        (kind == MAP).then(|| Shape(body.varint()))
    }

    /// What a structure is made of, by name.
    pub fn members(self) -> impl Iterator<Item = Member> {
        self.walk(0)
    }

    /// Those of [`Shape::members`] that have to be given.
    pub fn required(self) -> impl Iterator<Item = Member> {
        self.walk(REQUIRED)
    }

    /// The member called `name`.
    pub fn member(self, name: &str) -> Option<Member> {
        let wanted = file::index(name)?;
        let key = (self.0 as u64) << 44 | (wanted as u64) << 24;
        let found = &FOUND[(self.0 * 31 + wanted) % FOUND.len()];
        let known = found.load(Relaxed);
        if known >> 24 == key >> 24 {
            return Some(member(wanted, known as usize & PACKED));
        }
        let (kind, mut body) = self.body();
        let mut count = if matches!(kind, STRUCT | UNION) { body.varint() } else { 0 };
        let mut at = 0;
        while count > 0 && at <= wanted {
            at += body.varint();
            let packed = body.varint();
            if at == wanted {
                found.store(key | packed as u64, Relaxed);
                return Some(member(at, packed));
            }
            count -= 1;
        }
        None
    }

    fn walk(self, flags: usize) -> Members {
        let (kind, mut body) = self.body();
        let left = if matches!(kind, STRUCT | UNION) { body.varint() } else { 0 };
        Members { body, left, name: 0, flags }
    }

    fn body(self) -> (usize, Body) {
        let mut body = file::body(SHAPES, self.0);
        (body.varint(), body)
    }
}

/// The members of a structure that have all of `flags`.
struct Members {
    body: Body,
    left: usize,
    name: usize,
    flags: usize,
}

impl Iterator for Members {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        while self.left > 0 {
            self.left -= 1;
            self.name += self.body.varint();
            let packed = self.body.varint();
            if packed & self.flags == self.flags {
                return Some(member(self.name, packed));
            }
        }
        None
    }
}

/// Members that were found: the shape, the name, and in 24 bits what is known of it. A machine asks for the same few of
/// each call.
static FOUND: [AtomicU64; 256] = [const { AtomicU64::new(u64::MAX) }; 256];
const PACKED: usize = 0xFF_FFFF;
const REQUIRED: usize = 1;

const LIST: usize = 9;
const MAP: usize = 10;
const STRUCT: usize = 11;
const UNION: usize = 12;

fn member(name: usize, packed: usize) -> Member {
    Member { name: file::text(name), shape: Shape(packed >> 1), is_required: packed & REQUIRED != 0 }
}

impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Shape({} {:?})", self.0, self.kind())
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, SHAPES, Shape, file};

    fn input(service: &str, action: &str) -> Shape {
        crate::action(service, action).and_then(|it| it.input()).expect("an input")
    }

    #[test]
    fn knows_parameters() {
        let put = input("dynamodb", "putItem");
        let table = put.member("TableName").expect("a member");
        assert!(table.is_required && table.shape.kind() == Kind::String);
        let item = put.member("Item").expect("a member").shape;
        assert_eq!(item.kind(), Kind::Map);
        let value = item.element().expect("a value");
        assert_eq!(value.kind(), Kind::Struct { is_union: false });
        let names: Vec<&str> = value.members().map(|it| it.name).collect();
        assert_eq!(names, ["B", "Bool", "Bs", "L", "M", "N", "Ns", "Nul", "S", "Ss"]);
        assert_eq!(put.member("tableName"), None);
        assert_eq!(table.shape.member("TableName"), None);
    }

    #[test]
    fn every_member_is_found_again() {
        assert!(file::count(SHAPES) < 1 << 20 && file::count(file::STRINGS) < 1 << 20);
        for shape in Shape::all() {
            for member in shape.members() {
                for _ in 0..2 {
                    assert_eq!(shape.member(member.name), Some(member), "{shape:?}");
                }
            }
        }
    }

    #[test]
    fn knows_values() {
        let kind = input("lambda", "invoke").member("InvocationType").expect("a member").shape;
        assert!(matches!(kind.kind(), Kind::Enum { .. }));
        assert_eq!(kind.values().collect::<Vec<_>>(), ["DryRun", "Event", "RequestResponse"]);
        assert!(kind.values().all(|it| kind.has_value(it)));
        assert!(!kind.has_value("Async") && !kind.has_value("") && !kind.has_value("Invoke"));
    }
}
