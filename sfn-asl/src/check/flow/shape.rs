//! What is known of a value: its type, the fields it has and those it cannot have.

use std::rc::Rc;

use crate::query::jsonpath::{Segment, SegmentKind};
use crate::query::{intrinsic, jsonata};
use crate::sdk::{Kind, METADATA, Typed};

/// Larger objects and lists are not remembered.
const MOST_FIELDS: usize = 32;
const MOST_ITEMS: usize = 16;
/// Nor are deeper ones.
pub(super) const DEEPEST: usize = 8;

#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// Nothing.
    Any,
    Null,
    Bool,
    Number,
    /// A number that counts nothing, or text that is no time.
    Odd(Odd),
    Text,
    /// The `Cause` of an error: text that often holds JSON.
    Cause,
    /// One of the texts of an enumeration of an AWS API.
    Word(Typed),
    /// A value of a CSV file: text, whatever it looks like.
    Cell,
    /// A row of a CSV file, by the names of its columns.
    Row,
    /// A list of any length, with what its items have in common.
    List(Rc<Shape>),
    /// A list of so many items, which are too many to remember.
    Many(usize),
    /// A list of these items.
    Items(Rc<[Shape]>),
    /// The result of a Parallel: what each branch gives.
    Branches(Rc<[Shape]>),
    Object(Rc<Object>),
    /// An object, a list or a map of the result of an AWS API. None of what it holds is certain to be there.
    Api(Typed),
}

/// What some fields do not take of a number or a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Odd {
    Negative,
    Fraction,
    NoTimestamp,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Object {
    pub fields: Vec<Field>,
    /// Whether it may have other fields.
    pub is_open: bool,
    /// What it is the result of, if that is a service's.
    pub call: Option<&'static str>,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) struct Field {
    pub name: Rc<str>,
    pub shape: Shape,
    /// Whether it may be absent.
    pub is_optional: bool,
}

impl PartialEq for Shape {
    /// What is shared is not looked into: most of a document goes through a state as it is.
    fn eq(&self, other: &Shape) -> bool {
        match (self, other) {
            (Shape::List(a), Shape::List(b)) => Rc::ptr_eq(a, b) || a == b,
            (Shape::Items(a), Shape::Items(b)) | (Shape::Branches(a), Shape::Branches(b)) => {
                Rc::ptr_eq(a, b) || a == b
            }
            (Shape::Many(a), Shape::Many(b)) => a == b,
            (Shape::Odd(a), Shape::Odd(b)) => a == b,
            (Shape::Object(a), Shape::Object(b)) => Rc::ptr_eq(a, b) || a == b,
            (Shape::Api(a), Shape::Api(b)) | (Shape::Word(a), Shape::Word(b)) => a == b,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Object) -> bool {
        let count = self.fields.len();
        if count != other.fields.len() || self.is_open != other.is_open || self.call != other.call {
            return false;
        }
        // The last ones first: what differs was added.
        let mut at = count;
        while at > 0 {
            at -= 1;
            if self.fields[at] != other.fields[at] {
                return false;
            }
        }
        true
    }
}

impl Object {
    pub fn get(&self, name: &str) -> Option<&Field> {
        self.get_near(name, 0)
    }

    /// The field called `name`, which is looked for at `near` first: of two documents that were one, the fields stand
    /// in the same order.
    fn get_near(&self, name: &str, near: usize) -> Option<&Field> {
        Some(&self.fields[self.position(name, near)?])
    }

    fn position(&self, name: &str, near: usize) -> Option<usize> {
        let fields = self.fields.as_slice();
        let mut tried = 0;
        let mut at = near;
        while tried < fields.len() {
            if at >= fields.len() {
                at = 0;
            }
            let known: &str = &fields[at].name;
            if known.len() == name.len() && known == name {
                return Some(at);
            }
            at += 1;
            tried += 1;
        }
        None
    }
}

/// Why a path leads nowhere: at which step, and what is there instead.
#[derive(Clone, Debug)]
pub(super) struct Dead {
    pub step: usize,
    pub at: Shape,
}

impl Shape {
    pub fn object(fields: Vec<Field>) -> Shape {
        if fields.len() > MOST_FIELDS {
            return Shape::open();
        }
        Shape::Object(Rc::new(Object { fields, is_open: false, call: None }))
    }

    /// An object of which nothing is known.
    pub fn open() -> Shape {
        Shape::Object(Rc::new(Object { is_open: true, ..Object::default() }))
    }

    /// A value of a type of intrinsic functions.
    pub fn of_intrinsic(ty: intrinsic::Type) -> Shape {
        match ty {
            intrinsic::Type::String => Shape::Text,
            intrinsic::Type::Number => Shape::Number,
            intrinsic::Type::Bool => Shape::Bool,
            intrinsic::Type::Array => Shape::list(Shape::Any),
            intrinsic::Type::Object => Shape::open(),
            intrinsic::Type::Any => Shape::Any,
        }
    }

    /// A value of a type of JSONata, if that is known.
    pub fn of_jsonata(ty: Option<jsonata::Type>) -> Shape {
        match ty {
            Some(jsonata::Type::String) => Shape::Text,
            Some(jsonata::Type::Number) => Shape::Number,
            Some(jsonata::Type::Boolean) => Shape::Bool,
            Some(jsonata::Type::Null) => Shape::Null,
            Some(jsonata::Type::Array) => Shape::list(Shape::Any),
            Some(jsonata::Type::Object) => Shape::open(),
            Some(jsonata::Type::Function) | None => Shape::Any,
        }
    }

    pub fn items(items: Vec<Shape>) -> Shape {
        if items.len() > MOST_ITEMS { Shape::Many(items.len()) } else { Shape::Items(items.into()) }
    }

    /// What a Parallel with these branches gives.
    pub fn branches(branches: Vec<Shape>) -> Shape {
        if branches.len() > MOST_ITEMS {
            Shape::Many(branches.len())
        } else {
            Shape::Branches(branches.into())
        }
    }

    pub fn list(item: Shape) -> Shape {
        Shape::List(Rc::new(item))
    }

    /// A part of the result of an AWS API. What is bytes there comes as text, and may be read as JSON.
    pub fn api(shape: Typed) -> Shape {
        match shape.kind() {
            // Milliseconds, or text.
            Kind::Timestamp if shape.is_optimised() => Shape::Any,
            Kind::String | Kind::Timestamp => Shape::Text,
            Kind::Enum { .. } => Shape::Word(shape),
            Kind::Integer | Kind::Number => Shape::Number,
            Kind::Boolean => Shape::Bool,
            Kind::Blob | Kind::Document => Shape::Any,
            Kind::List | Kind::Map | Kind::Struct { .. } => Shape::Api(shape),
        }
    }

    /// This one with its fields in sight.
    pub fn opened(self) -> Shape {
        let Shape::Api(shape) = self else { return self };
        match shape.kind() {
            Kind::Struct { .. } => {
                let fields = shape.members().map(|it| Field {
                    name: it.0.into(),
                    shape: Shape::api(it.1),
                    is_optional: true,
                });
                Shape::Object(Rc::new(Object { fields: fields.collect(), ..Object::default() }))
            }
            Kind::List => Shape::list(shape.element().map_or(Shape::Any, Shape::api)),
            _ => Shape::open(),
        }
    }

    /// Whether it has fields rather than items.
    pub fn is_object(&self) -> bool {
        match self {
            Shape::Object(_) | Shape::Row => true,
            Shape::Api(shape) => shape.kind() != Kind::List,
            _ => false,
        }
    }

    /// Whether it is known to be neither a list nor an object.
    pub fn is_scalar(&self) -> bool {
        match self {
            Shape::Api(shape) => !matches!(
                shape.kind(),
                Kind::List | Kind::Map | Kind::Struct { .. } | Kind::Document | Kind::Blob
            ),
            _ => matches!(self, Shape::Text | Shape::Number | Shape::Bool),
        }
    }

    pub fn is_number(&self) -> bool {
        matches!(self, Shape::Number | Shape::Odd(Odd::Negative | Odd::Fraction))
    }

    pub fn is_text(&self) -> bool {
        matches!(
            self,
            Shape::Odd(Odd::NoTimestamp) | Shape::Text | Shape::Cause | Shape::Word(_) | Shape::Cell
        )
    }

    pub fn is_list(&self) -> bool {
        match self {
            Shape::List(_) | Shape::Many(_) | Shape::Items(_) | Shape::Branches(_) => true,
            Shape::Api(shape) => shape.kind() == Kind::List,
            _ => false,
        }
    }

    /// How many items it has, if that is known.
    pub fn count(&self) -> Option<usize> {
        match self {
            Shape::Many(count) => Some(*count),
            Shape::Items(items) | Shape::Branches(items) => Some(items.len()),
            _ => None,
        }
    }

    /// What the items of a list have in common; `None` if this is known to be no list.
    pub fn item(&self) -> Option<Shape> {
        match self {
            Shape::Api(shape) => shape.element().map(Shape::api),
            Shape::Any | Shape::Many(_) => Some(Shape::Any),
            Shape::List(item) => Some((**item).clone()),
            Shape::Items(items) | Shape::Branches(items) => {
                let mut items = items.iter().cloned();
                let first = items.next().unwrap_or(Shape::Any);
                Some(items.fold(first, |all, it| all.join(&it)))
            }
            _ => None,
        }
    }

    /// What is known of a value that is one of the two.
    pub fn join(&self, other: &Shape) -> Shape {
        match (self, other) {
            (a, b) if a == b => a.clone(),
            (Shape::Object(a), Shape::Object(b)) => {
                let mut fields = Vec::new();
                for (at, field) in a.fields.iter().enumerate() {
                    fields.push(match b.get_near(&field.name, at) {
                        Some(other) => Field {
                            name: field.name.clone(),
                            shape: field.shape.join(&other.shape),
                            is_optional: field.is_optional || other.is_optional,
                        },
                        // An open one may have anything there.
                        None if b.is_open => continue,
                        None => Field { is_optional: true, ..field.clone() },
                    });
                }
                for (at, field) in b.fields.iter().enumerate() {
                    if !a.is_open && a.get_near(&field.name, at).is_none() {
                        fields.push(Field { is_optional: true, ..field.clone() });
                    }
                }
                let is_open = a.is_open || b.is_open || fields.len() > MOST_FIELDS;
                fields.truncate(MOST_FIELDS);
                Shape::Object(Rc::new(Object { fields, is_open, call: None }))
            }
            (a, b) if a.is_text() && b.is_text() => Shape::Text,
            (a, b) if a.is_number() && b.is_number() => Shape::Number,
            (a, b) if a.is_list() && b.is_list() => match (a.item(), b.item()) {
                (Some(a), Some(b)) => Shape::list(a.join(&b)),
                _ => Shape::list(Shape::Any),
            },
            _ => Shape::Any,
        }
    }

    /// What a path leads to. `None` in the middle: it may or may not be there.
    pub fn look<'s>(&'s self, segments: &[Segment]) -> Result<Seen<'s>, Dead> {
        let mut at = self;
        let mut is_certain = true;
        for (step, segment) in segments.iter().enumerate() {
            let dead = || Dead { step, at: at.clone() };
            match (&segment.kind, at) {
                (_, Shape::Any) => return Ok(Seen::Unknown),
                (_, Shape::Api(shape)) => return look_api(*shape, segments, step),
                (SegmentKind::Name(name), Shape::Object(object)) => match object.get(name) {
                    Some(field) => {
                        is_certain &= !field.is_optional;
                        at = &field.shape;
                    }
                    None if object.is_open => return Ok(Seen::Unknown),
                    None => return Err(dead()),
                },
                // Nobody has recorded what a field of null is.
                (_, Shape::Null) => return Ok(Seen::Unknown),
                (SegmentKind::Name(_), Shape::Row) => {
                    is_certain = false;
                    at = CELL;
                }
                (SegmentKind::Name(_), _) => return Err(dead()),
                (SegmentKind::Index(index), Shape::Items(items) | Shape::Branches(items)) => {
                    match position(*index, items.len()).and_then(|it| items.get(it)) {
                        Some(item) => at = item,
                        None => return Err(dead()),
                    }
                }
                (SegmentKind::Index(index), Shape::Many(count)) => match position(*index, *count) {
                    Some(_) => return Ok(Seen::Unknown),
                    None => return Err(dead()),
                },
                (SegmentKind::Index(_), Shape::List(item)) => {
                    is_certain = false;
                    at = item;
                }
                (SegmentKind::Index(_), _) => return Err(dead()),
                (SegmentKind::Function { .. }, _) => return Ok(Seen::Unknown),
                // It finds a list, possibly empty, and does not fail.
                _ => return Ok(Seen::List),
            }
        }
        Ok(Seen::Value(at, is_certain))
    }

    /// This value with `value` at `path`; `Err` where something is in the way.
    pub fn insert(&self, path: &[Segment], value: Shape) -> Result<Shape, Dead> {
        self.insert_at(path, 0, value)
    }

    fn insert_at(&self, path: &[Segment], step: usize, value: Shape) -> Result<Shape, Dead> {
        let Some(segment) = path.get(step) else { return Ok(value) };
        match (&segment.kind, self) {
            (SegmentKind::Name(name), Shape::Object(object)) => {
                let known = object.position(name, 0);
                let inner = match known {
                    Some(at) => Some(object.fields[at].shape.insert_at(path, step + 1, value.clone())?),
                    None => None,
                };
                // Written again, in another round, as it was: shared, so that it is found to be the same at once.
                if let (Some(at), Some(inner), None) = (known, &inner, object.call)
                    && !object.fields[at].is_optional
                    && object.fields[at].shape == *inner
                {
                    return Ok(self.clone());
                }
                let mut object = (**object).clone();
                object.call = None;
                match (known, inner) {
                    (Some(at), Some(inner)) => {
                        object.fields[at].shape = inner;
                        object.fields[at].is_optional = false;
                    }
                    _ => {
                        // Missing ones are made.
                        let inner = if object.is_open { Shape::Any } else { Shape::object(Vec::new()) };
                        let shape = inner.insert_at(path, step + 1, value)?;
                        object.fields.push(Field { name: name.as_str().into(), shape, is_optional: false });
                    }
                }
                if object.fields.len() > MOST_FIELDS {
                    return Ok(Shape::open());
                }
                Ok(Shape::Object(Rc::new(object)))
            }
            (SegmentKind::Name(_), Shape::Api(_)) if self.is_object() => {
                self.clone().opened().insert_at(path, step, value)
            }
            (SegmentKind::Name(_), Shape::Any | Shape::Row) => Shape::open().insert_at(path, step, value),
            (SegmentKind::Name(_), Shape::Null) => Ok(Shape::Any),
            (SegmentKind::Name(_), _) => Err(Dead { step, at: self.clone() }),
            _ => Ok(Shape::Any),
        }
    }

    /// In a few words, for messages.
    pub fn describe(&self) -> &'static str {
        match self {
            Shape::Any => "a value",
            Shape::Null => "null",
            Shape::Bool => "true or false",
            Shape::Number => "a number",
            Shape::Odd(Odd::Negative) => "a negative number",
            Shape::Odd(Odd::Fraction) => "a fraction",
            _ if self.is_text() => "text",
            _ if self.is_list() => "an array",
            _ => "an object",
        }
    }
}

const CELL: &Shape = &Shape::Cell;

/// Where in a list of `count` items the index leads; from the end when negative.
fn position(index: i64, count: usize) -> Option<usize> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let index = if index < 0 { index + count } else { index };
    usize::try_from(index).ok().filter(|_| index < count)
}

/// What the path from `from` on leads to in the result of an AWS API.
fn look_api(shape: Typed, segments: &[Segment], from: usize) -> Result<Seen<'static>, Dead> {
    let mut at = Shape::Api(shape);
    for (step, segment) in segments.iter().enumerate().skip(from) {
        let next = match (&segment.kind, &at) {
            (_, Shape::Any) => return Ok(Seen::Unknown),
            (SegmentKind::Name(name), _) if METADATA.contains(&name.as_str()) => return Ok(Seen::Unknown),
            (SegmentKind::Name(name), Shape::Api(shape)) => shape.field(name),
            (SegmentKind::Index(_), Shape::Api(shape)) => shape.element(),
            (SegmentKind::Name(_) | SegmentKind::Index(_), _) => None,
            (SegmentKind::Function { .. }, _) => return Ok(Seen::Unknown),
            _ => return Ok(Seen::List),
        };
        match next {
            Some(next) => at = Shape::api(next),
            None => return Err(Dead { step, at: at.opened() }),
        }
    }
    Ok(Seen::Maybe(at))
}

/// What a path leads to.
pub(super) enum Seen<'s> {
    /// Something, if it is there.
    Unknown,
    /// A list, whatever is there.
    List,
    /// A value of this shape, and whether it is certainly there.
    Value(&'s Shape, bool),
    /// A value of this shape, if it is there.
    Maybe(Shape),
}

impl Seen<'_> {
    pub fn shape(&self) -> Shape {
        match self {
            Seen::Unknown => Shape::Any,
            Seen::List => Shape::list(Shape::Any),
            Seen::Value(shape, _) => (*shape).clone(),
            Seen::Maybe(shape) => shape.clone(),
        }
    }
}
