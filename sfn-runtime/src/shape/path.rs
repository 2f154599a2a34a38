//! Paths, followed in const evaluation.

use super::check::Fault;
use super::name::Name;
use super::text::same;
use super::{Field, Kind, Type};

/// A step of a path.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// `.name`
    Name(Name),
    /// `.name`, known to be there.
    Sure(Name),
    /// A name in JSONata, which goes through arrays and does not mind what is missing.
    Loose(Name),
    /// `[0]`, `[-1]`, or what `for` takes out.
    Item,
    /// The place in a tuple, or in any other list.
    At(usize),
    /// `[*]`, `[1:3]`, `[?(…)]`: any number of items; what some of them lack is left out.
    Each,
    /// The same place: whatever is below it has been asked for.
    Asked,
    /// The same place: the field that tells the variants of an enum apart, the first name, is the second.
    Narrow(Name, Name),
}

/// What a path leads to.
#[derive(Clone, Copy)]
pub struct Place {
    /// What stands there.
    pub ty: Type,
    /// Whether the JSON is what serde writes of the type, rather than something that serde could read.
    pub is_written: bool,
    /// Whether it is of a type that takes: what is not known there is no fault.
    pub takes: bool,
    /// Where the path starts, and its last step; a path that is only a start has none.
    pub last: Option<(usize, Step)>,
    /// How many steps the path has.
    pub depth: usize,
    /// The step that may lead nowhere, first of all.
    pub lacks: Option<(usize, Name)>,
    /// Whether the path has any number of ends.
    pub is_many: bool,
    /// Whether what is below it has been asked for.
    pub is_asked: bool,
    /// Why it leads nowhere.
    pub fault: Option<Fault>,
}

impl Place {
    /// All of a type.
    pub const fn of(ty: Type, is_written: bool, takes: bool) -> Place {
        Place {
            ty,
            is_written,
            takes,
            last: None,
            depth: 0,
            lacks: None,
            is_many: false,
            is_asked: false,
            fault: None,
        }
    }

    /// What a step from here, the place of this number, leads to.
    pub const fn below(&self, number: usize, step: Step) -> Place {
        // What most steps are, in few instructions.
        if let Step::Name(name) = step
            && let Kind::Object { fields, slots, .. } = self.ty.kind()
            && let Some(found) = place(fields, slots, name.key, self.is_written)
            && !found.may_lack
            && !matches!(found.ty.kind(), Kind::Optional(_))
        {
            return Place { ty: found.ty, last: Some((number, step)), depth: self.depth + 1, ..*self };
        }
        let mut place = *self;
        place.last = Some((number, step));
        place.depth += 1;
        // Nothing is said of a step that leads nowhere else.
        if place.takes {
            place.ty = taken(self.ty, step);
        } else if place.fault.is_none() {
            place.fault = place.go(self.depth, step);
        }
        place
    }

    /// The name of the last step, if it is one.
    pub const fn name(&self) -> Option<Name> {
        match self.last {
            Some((_, Step::Name(name) | Step::Sure(name) | Step::Loose(name))) => Some(name),
            _ => None,
        }
    }

    const fn go(&mut self, at: usize, step: Step) -> Option<Fault> {
        let mut on = present(self.ty);
        if let Step::Loose(_) = step {
            while let Kind::List(_) | Kind::Tuple(_) = on.kind() {
                self.is_many = true;
                on = present(match on.kind() {
                    Kind::List(item) => *item,
                    Kind::Tuple(items) => item(items),
                    _ => Type::ANY,
                });
            }
        }
        match (step, on.kind()) {
            (Step::Asked, _) => self.is_asked = true,
            (_, Kind::Any) => self.ty = on,
            (Step::Narrow(tag, value), Kind::OneOf { tag: Some(own), values, variants, .. })
                if own.is(tag) =>
            {
                let mut at = 0;
                while at < values.len() {
                    if values[at].is(value) {
                        self.ty = variants[at];
                    }
                    at += 1;
                }
            }
            (Step::Narrow(..), _) => {}
            (Step::Name(name) | Step::Sure(name) | Step::Loose(name), kind) => {
                let is_sure = !matches!(step, Step::Name(_)) || self.is_many || self.is_asked;
                let Some(found) = field(on, name, self.is_written) else {
                    return Some(match kind {
                        Kind::Object { .. } | Kind::Map { .. } | Kind::OneOf { .. } if has_fields(kind) => {
                            Fault::NoField { at, on, name }
                        }
                        _ => Fault::NoObject { at, on, name },
                    });
                };
                self.ty = found.ty;
                let may_lack = found.may_lack || matches!(found.ty.kind(), Kind::Optional(_));
                if may_lack && !is_sure && self.lacks.is_none() {
                    self.lacks = Some((at, name));
                }
                // What is known to be there is known not to be left out.
                if is_sure {
                    self.ty = present(self.ty);
                }
            }
            (step, Kind::List(item)) => {
                self.is_many |= matches!(step, Step::Each);
                self.ty = *item;
            }
            (Step::At(place), Kind::Tuple(items)) => {
                if place >= items.len() {
                    return Some(Fault::NoPlace { at, count: items.len() });
                }
                self.ty = items[place];
            }
            (step, Kind::Tuple(items)) => {
                self.is_many |= matches!(step, Step::Each);
                self.ty = item(items);
            }
            // `.*` goes through the values of an object too.
            (Step::Each, Kind::Map { values, .. }) => {
                self.is_many = true;
                self.ty = *values;
            }
            (Step::Each, Kind::Object { .. }) => {
                self.is_many = true;
                self.ty = Type::ANY;
            }
            (_, Kind::OneOf { .. }) => self.ty = Type::ANY,
            _ => return Some(Fault::NoList { at, on }),
        }
        None
    }
}

/// What a field or an item of a type takes; anything, if that is not known.
const fn taken(ty: Type, step: Step) -> Type {
    match (step, present(ty).kind()) {
        (Step::Name(name) | Step::Sure(name) | Step::Loose(name), Kind::Object { .. } | Kind::Map { .. }) => {
            match field(ty, name, false) {
                Some(found) if found.may_lack => present(found.ty),
                Some(found) => found.ty,
                None => Type::ANY,
            }
        }
        // The field that tells the variants apart has the names of all of them.
        (Step::Name(name), Kind::OneOf { tag: Some(own), variants: [first, ..], .. }) if own.is(name) => {
            match field(*first, name, false) {
                Some(found) => found.ty,
                None => Type::ANY,
            }
        }
        (Step::Item | Step::At(_) | Step::Each, Kind::List(item)) => *item,
        (Step::At(place), Kind::Tuple(items)) if place < items.len() => items[place],
        (Step::Item | Step::Each, Kind::Tuple(items)) => item(items),
        _ => Type::ANY,
    }
}

/// What all items of a tuple are.
const fn item(items: &[Type]) -> Type {
    let mut at = 1;
    while at < items.len() {
        if !is_alike(items[0], items[at]) {
            return Type::ANY;
        }
        at += 1;
    }
    if items.is_empty() { Type::ANY } else { items[0] }
}

/// What it is if it is there.
pub(super) const fn present(mut ty: Type) -> Type {
    while let Kind::Optional(inner) = ty.kind() {
        ty = *inner;
    }
    ty
}

const fn has_fields(kind: &Kind) -> bool {
    match kind {
        Kind::Object { .. } | Kind::Map { .. } => true,
        Kind::OneOf { variants, .. } => {
            let mut at = 0;
            while at < variants.len() {
                if has_fields(present(variants[at]).kind()) {
                    return true;
                }
                at += 1;
            }
            false
        }
        _ => false,
    }
}

/// The field that the table of an object has for a name: in few instructions, for rustc takes a microsecond for each.
const fn place(fields: &'static [Field], slots: &[u8], key: u64, is_written: bool) -> Option<Found> {
    if slots.is_empty() {
        return None;
    }
    let mut slot = key as usize & (slots.len() - 1);
    while slots[slot] != 0 {
        let it = &fields[slots[slot] as usize - 1];
        if is_written {
            if it.written_key == key {
                return Some(Found { ty: it.ty, may_lack: it.may_be_skipped });
            }
        } else if it.read_key == key {
            return Some(Found { ty: it.ty, may_lack: it.has_default });
        }
        slot = (slot + 1) & (slots.len() - 1);
    }
    None
}

/// A field that was found.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub ty: Type,
    /// Whether it may be missing, whatever its type.
    pub may_lack: bool,
}

/// The field called `name` of a value, as serde writes it or could read it.
pub(super) const fn field(on: Type, name: Name, is_written: bool) -> Option<Found> {
    match present(on).kind() {
        Kind::Any => Some(Found { ty: Type::ANY, may_lack: false }),
        Kind::Map { keys, values } => match keys.kind() {
            Kind::Choice { values: names, .. } if !name.is_among(names) => None,
            _ => Some(Found { ty: *values, may_lack: false }),
        },
        Kind::Object { fields, slots, .. } => {
            if let Some(found) = place(fields, slots, name.key, is_written) {
                return Some(found);
            }
            let mut at = 0;
            while at < fields.len() {
                let it = &fields[at];
                let is_called = match it.written {
                    _ if it.is_flat => false,
                    Some(written) if is_written => written.is(name),
                    _ => name.is_among(it.read),
                };
                if is_called {
                    let may_lack = if is_written { it.may_be_skipped } else { it.has_default };
                    return Some(Found { ty: it.ty, may_lack });
                }
                if fields[at].is_flat
                    && let Some(found) = field(fields[at].ty, name, is_written)
                {
                    let may_lack = found.may_lack || matches!(fields[at].ty.kind(), Kind::Optional(_));
                    return Some(Found { ty: found.ty, may_lack });
                }
                at += 1;
            }
            None
        }
        Kind::OneOf { content: Some((own, ty)), .. } if own.is(name) => {
            Some(Found { ty: *ty, may_lack: false })
        }
        Kind::OneOf { variants, .. } => {
            let mut found: Option<Found> = None;
            let mut at = 0;
            while at < variants.len() {
                if let Some(it) = field(variants[at], name, is_written) {
                    found = match found {
                        Some(other) if !is_alike(other.ty, it.ty) => {
                            return Some(Found { ty: Type::ANY, may_lack: false });
                        }
                        _ => Some(it),
                    };
                }
                at += 1;
            }
            found
        }
        _ => None,
    }
}

/// Whether two types may be taken for one.
const fn is_alike(a: Type, b: Type) -> bool {
    match (a.kind(), b.kind()) {
        (Kind::Null, Kind::Null)
        | (Kind::Bool, Kind::Bool)
        | (Kind::Number, Kind::Number)
        | (Kind::Text, Kind::Text)
        | (Kind::Time, Kind::Time) => true,
        (Kind::Choice { name, values }, Kind::Choice { name: other, values: others }) => {
            same(name, other) && values.len() == others.len()
        }
        (Kind::Optional(a), Kind::Optional(b))
        | (Kind::List(a), Kind::List(b))
        | (Kind::Map { values: a, .. }, Kind::Map { values: b, .. }) => is_alike(*a, *b),
        (Kind::Object { name, fields, .. }, Kind::Object { name: other, fields: others, .. }) => {
            same(name, other) && fields.len() == others.len()
        }
        _ => false,
    }
}
