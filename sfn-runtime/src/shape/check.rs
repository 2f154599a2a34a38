//! Questions, answered in const evaluation.

use super::name::Name;
use super::path::{Place, present};
use super::sheet::{Cursor, Names, Sheet};
use super::{Kind, Type, advise, fit};

/// As many places as a sheet may have.
const MOST_PLACES: usize = 512;

/// One thing that a machine does with a value of a known type.
#[derive(Clone, Copy)]
pub struct Use<'a> {
    /// All places of the sheet.
    pub places: &'a [Place],
    /// The number of the one where the value stands.
    pub place: usize,
    /// How many of the steps that lead there are another path's, which has been judged where it stands.
    pub from: usize,
    /// How many segments of this path stand before the first of its steps.
    pub skip: usize,
    /// What is done.
    pub want: Want,
}

impl<'a> Use<'a> {
    /// Where the value stands.
    pub const fn end(&self) -> &'a Place {
        &self.places[self.place]
    }
}

/// What is done with a value.
#[derive(Clone, Copy)]
pub enum Want {
    /// It is read.
    Read,
    /// It is asked for: it may be missing.
    Test,
    /// It is compared with a value of a family.
    Family(Family),
    /// It is compared with this text.
    Equal(Name),
    /// Of the type of a function's errors: one of this name is handled.
    Error(Name),
    /// Each of its items is taken.
    List,
    /// It is what a field takes that can only be a number, text, …
    Be(Family),
    /// It is matched against these texts, and nothing stands for the others.
    Match(Names),
    /// It is matched against `true`, and against `false`, and nothing stands for the other.
    Flags(bool, bool),
    /// It is given to the place of this number. Who takes it is the name.
    Fit(usize, Name),
    /// Of a type that takes: a literal is given.
    Take(Value, Name),
    /// Of a type that takes: an object with these fields is given. Whether each of them is asked about by itself.
    Have(Names, Name, bool),
    /// Of a type that takes: the last step is a field that is given beside these others.
    Know(Names, Name),
    /// It is compared with the place of this number, or with what is not known.
    Like(Likeness, Option<usize>),
    /// An expression of JSONata takes it as this, or, with the flag, compares it.
    Loose(Family, bool),
    /// It is given to a parameter of a service: the path of that in the parameters, and the call.
    Pass(Form, Name, Name),
}

/// What a parameter of a service takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// An object.
    Object,
    /// An array.
    List,
    /// `true`, or its text.
    Boolean,
    /// A number, or its text.
    Number,
    /// A timestamp as text or number.
    Timestamp,
    /// A value of DynamoDB, with its type.
    Attribute,
    /// Text alone.
    Text,
    /// `true` or `false` alone.
    Flag,
}

/// How two places are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Likeness {
    /// By an operator for equality.
    Equal,
    /// By one for order.
    Ordered,
    /// By JSONata.
    Loose,
}

/// A literal.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    /// `null`
    Null,
    /// `true`
    Bool,
    /// `1.5`
    Number,
    /// `"text"`
    Text(Name),
    /// Text that is not known yet.
    AnyText,
    /// `[…]`
    List,
}

/// What a comparison compares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// `String…`
    String,
    /// `Numeric…`
    Numeric,
    /// `Boolean…`
    Boolean,
    /// `Timestamp…`
    Timestamp,
    /// No operator's: an array that an intrinsic function takes.
    Array,
    /// No operator's: an object that an intrinsic function takes.
    Object,
}

/// Why something cannot be done.
#[derive(Clone, Copy)]
pub enum Fault {
    /// There is no such field.
    NoField { at: usize, on: Type, name: Name },
    /// What a field is asked of has none.
    NoObject { at: usize, on: Type, name: Name },
    /// What an item is asked of has none.
    NoList { at: usize, on: Type },
    /// The tuple ends before.
    NoPlace { at: usize, count: usize },
    /// It may be missing.
    MayLack { at: usize, name: Name },
    /// It is something else.
    Wrong { found: Type },
    /// It is compared with this: of neither is it known what it is.
    Unclear,
    /// What is compared has no order.
    NoOrder,
    /// No such value exists.
    NoValue { on: Type },
    /// A value is not matched.
    Unmatched { on: Type, value: Name },
    /// A field of the type that takes is not given.
    Lacks { on: Type, name: Name },
    /// A field of the type that takes may be missing in what is given.
    MayNotGive { name: Name },
    /// Something else is given than is taken, in the field of this name (none: in the whole).
    Unfit { name: Option<Name>, found: Given, wanted: Type },
    /// A field that the type that takes does not have.
    Unknown { at: usize, on: Type, name: Name },
}

/// What is given.
#[derive(Clone, Copy)]
pub enum Given {
    /// A value of a type.
    Type(Type),
    /// A literal.
    Value(Value),
    /// An object.
    Object,
}

const TRUE: Name = Name::new("true");
const FALSE: Name = Name::new("false");

/// Any number of ends.
const LIST: Type = Type::of(&Kind::List(Type::ANY));

/// In place of the number of a question: the type does not say which values a `match` has to name.
pub const OPEN: u16 = u16::MAX;

/// For each segment that the questions of a sheet are about, in their order: 0, or the number of the question that finds
/// its first fault there, counted from 1; [`OPEN`] at the end of one that cannot tell. `N` is how many segments there are.
pub const fn judge<const N: usize>(types: &[Type], names: &[Name], bytes: &[u8]) -> [u16; N] {
    let sheet = Sheet::new(types, names, bytes);
    let mut cursor = sheet.read();
    let places = places(&mut cursor);
    let mut faults = [0; N];
    let mut number = 0;
    let mut segment = 0;
    while !cursor.is_done() {
        let question = cursor.question();
        number += 1;
        let mut is_found = false;
        let mut is_open = false;
        let mut way = 0;
        while way < question.ways {
            let it = cursor.way(&places, &question);
            if !is_found && !is_plainly_read(&it) {
                is_open |= leaves_open(&it);
                if let Some(fault) = find(&it, sheet) {
                    let place = at(&it, &fault, question.end);
                    if place != usize::MAX {
                        faults[segment + place - question.first] = number;
                        is_found = true;
                    }
                }
            }
            way += 1;
        }
        if is_open && !is_found {
            faults[segment + question.end - question.first] = OPEN;
        }
        segment += question.end + 1 - question.first;
    }
    faults
}

/// What most questions are, in few instructions.
const fn is_plainly_read(it: &Use) -> bool {
    let end = &it.places[it.place];
    matches!(it.want, Want::Read) && end.fault.is_none() && end.lacks.is_none()
}

/// Whether it is a `match` of something of which not all values are known.
const fn leaves_open(it: &Use) -> bool {
    let end = it.end();
    if end.fault.is_some() || end.lacks.is_some() {
        return false;
    }
    // What can never hold is reported where it is compared.
    let kind = present(end.ty).kind();
    match it.want {
        Want::Match(_) | Want::Flags(..) if end.is_many => true,
        Want::Match(_) => !matches!(kind, Kind::Choice { .. }) && is_of(kind, Family::String),
        Want::Flags(..) => !matches!(kind, Kind::Bool) && is_of(kind, Family::Boolean),
        _ => false,
    }
}

const fn places(cursor: &mut Cursor) -> [Place; MOST_PLACES] {
    let mut places = [Place::of(Type::ANY, false, false); MOST_PLACES];
    let count = cursor.number();
    let mut at = 0;
    while at < count {
        places[at] = cursor.place(&places);
        at += 1;
    }
    places
}

/// Reports what the question of this number has found, where this is called, unless its code is among those that the
/// author allows there.
#[track_caller]
pub const fn fail(types: &[Type], names: &[Name], bytes: &[u8], number: u16, allowed: &[u16]) {
    if number == OPEN {
        return;
    }
    let sheet = Sheet::new(types, names, bytes);
    let mut cursor = sheet.read();
    let places = places(&mut cursor);
    let mut question = cursor.question();
    let mut before = 1;
    while before < number {
        let mut way = 0;
        while way < question.ways {
            cursor.way(&places, &question);
            way += 1;
        }
        question = cursor.question();
        before += 1;
    }
    let mut first: Option<(Use, Fault, usize)> = None;
    let mut is_always = true;
    let mut way = 0;
    while way < question.ways {
        let it = cursor.way(&places, &question);
        let found = match find(&it, sheet) {
            Some(fault) => Some((it, fault, at(&it, &fault, question.end))),
            None => None,
        };
        match (&first, found) {
            (None, Some(found)) if found.2 != usize::MAX => first = Some(found),
            (Some(first), Some(found)) if first.2 == found.2 => {}
            _ => is_always = false,
        }
        way += 1;
    }
    if let Some((it, fault, _)) = first {
        let message = advise::message(&it, sheet, &fault, is_always);
        let mut at = 0;
        while at < allowed.len() {
            if message.code() == allowed[at] {
                return;
            }
            at += 1;
        }
        panic!("{}", message.as_str());
    }
}

/// The segment that a fault is at; `usize::MAX` if it is another path's.
const fn at(it: &Use, fault: &Fault, end: usize) -> usize {
    match *fault {
        Fault::NoList { at, .. } if at == it.end().depth => end,
        Fault::NoField { at, .. }
        | Fault::NoObject { at, .. }
        | Fault::NoList { at, .. }
        | Fault::NoPlace { at, .. }
        | Fault::Unknown { at, .. }
        | Fault::MayLack { at, .. } => {
            if at < it.from {
                usize::MAX
            } else {
                it.skip + at - it.from
            }
        }
        _ => end,
    }
}

const fn find(it: &Use, sheet: Sheet) -> Option<Fault> {
    let end = it.end();
    if end.takes {
        return fit::given(it, sheet);
    }
    if end.fault.is_some() {
        return end.fault;
    }
    if matches!(it.want, Want::Test) {
        return None;
    }
    if let Some((at, name)) = end.lacks {
        return Some(Fault::MayLack { at, name });
    }
    if matches!(it.want, Want::Read) {
        return None;
    }
    let found = present(end.ty);
    if end.is_many {
        return match it.want {
            Want::Be(Family::Array) => None,
            Want::Family(_) | Want::Be(_) => Some(Fault::Wrong { found: LIST }),
            Want::Pass(form, ..) if !takes(form, LIST.kind()) => Some(Fault::Wrong { found: LIST }),
            _ => None,
        };
    }
    match it.want {
        Want::Family(family) | Want::Be(family) if !is_of(found.kind(), family) => {
            Some(Fault::Wrong { found })
        }
        Want::List if !may_be_list(found.kind()) => Some(Fault::NoList { at: end.depth, on: found }),
        Want::Equal(text) => match found.kind() {
            Kind::Choice { values, .. } if !text.is_among(values) => Some(Fault::NoValue { on: found }),
            _ => None,
        },
        // Variants are the names, whatever data they have.
        Want::Error(name) => match found.kind() {
            Kind::Choice { values, .. } | Kind::OneOf { values, .. }
                if !values.is_empty() && !name.is_among(values) =>
            {
                Some(Fault::NoValue { on: found })
            }
            _ => None,
        },
        Want::Match(texts) => match found.kind() {
            Kind::Choice { values, .. } => {
                // A text that is none of the values is reported itself.
                let mut rest = texts;
                while let Some(text) = rest.next(sheet) {
                    if !text.is_among(values) {
                        return None;
                    }
                }
                let mut at = 0;
                while at < values.len() {
                    if !texts.has(sheet, values[at]) {
                        return Some(Fault::Unmatched { on: found, value: values[at] });
                    }
                    at += 1;
                }
                None
            }
            _ => None,
        },
        Want::Flags(has_true, has_false) if matches!(found.kind(), Kind::Bool) => match (has_true, has_false)
        {
            (true, true) => None,
            (false, _) => Some(Fault::Unmatched { on: found, value: TRUE }),
            (_, false) => Some(Fault::Unmatched { on: found, value: FALSE }),
        },
        // JSONata takes an array of one for what is in it.
        Want::Loose(family, _) => match found.kind() {
            Kind::List(_) | Kind::Tuple(_) | Kind::Null => None,
            kind if is_of(kind, family) => None,
            _ => Some(Fault::Wrong { found }),
        },
        Want::Like(how, other) => {
            let mine = families(end);
            let other = match other {
                Some(place) => families(&it.places[place]),
                None => ALL,
            };
            let is_loose = matches!(how, Likeness::Loose);
            match mine & other {
                // Objects and arrays may be compared, too.
                0 if is_loose && (mine == 0 || other == 0) => None,
                0 => Some(Fault::Wrong { found }),
                _ if is_loose => None,
                BOOLEAN if matches!(how, Likeness::Ordered) => Some(Fault::NoOrder),
                STRING | NUMERIC | BOOLEAN | TIMESTAMP | TEXT => None,
                _ => Some(Fault::Unclear),
            }
        }
        Want::Fit(to, _) => fit::flows(found, end.is_written, &it.places[to]),
        Want::Pass(form, ..) if !takes(form, found.kind()) => Some(Fault::Wrong { found }),
        _ => None,
    }
}

const STRING: u8 = 1;
const NUMERIC: u8 = 2;
const BOOLEAN: u8 = 4;
const TIMESTAMP: u8 = 8;
const ALL: u8 = 15;
/// Text may be a timestamp: it is compared as one with what is.
const TEXT: u8 = STRING | TIMESTAMP;

/// The families of what stands in a place: what two of them have in common compares them.
const fn families(place: &Place) -> u8 {
    if place.fault.is_some() || place.is_many { ALL } else { families_of(place.ty.kind()) }
}

const fn families_of(kind: &Kind) -> u8 {
    match kind {
        Kind::Any => ALL,
        Kind::Text => TEXT,
        Kind::Time => TIMESTAMP,
        Kind::Choice { .. } => STRING,
        Kind::Number => NUMERIC,
        Kind::Bool => BOOLEAN,
        Kind::Optional(inner) => families_of(inner.kind()),
        Kind::OneOf { variants, .. } => {
            let mut all = 0;
            let mut at = 0;
            while at < variants.len() {
                all |= families_of(variants[at].kind());
                at += 1;
            }
            all
        }
        Kind::Null | Kind::List(_) | Kind::Tuple(_) | Kind::Map { .. } | Kind::Object { .. } => 0,
    }
}

/// The beginning of the name of the operator that compares what stands in these places: a sheet without questions,
/// behind its places the numbers of those that are meant. Where there is none, a question has said so.
pub const fn family(types: &[Type], names: &[Name], bytes: &[u8]) -> &'static str {
    let mut cursor = Sheet::new(types, names, bytes).read();
    let places = places(&mut cursor);
    let mut common = ALL;
    while !cursor.is_done() {
        common &= families(&places[cursor.number()]);
    }
    match common {
        NUMERIC => "Numeric",
        BOOLEAN => "Boolean",
        TIMESTAMP => "Timestamp",
        _ => "String",
    }
}

/// Whether an operator of `family` can hold for it.
pub(super) const fn is_of(kind: &Kind, family: Family) -> bool {
    match kind {
        Kind::Any => true,
        Kind::Text | Kind::Time | Kind::Choice { .. } => {
            matches!(family, Family::String | Family::Timestamp)
        }
        Kind::Number => matches!(family, Family::Numeric),
        Kind::Bool => matches!(family, Family::Boolean),
        Kind::Optional(inner) => is_of(inner.kind(), family),
        Kind::OneOf { variants, .. } => {
            let mut at = 0;
            while at < variants.len() {
                if is_of(variants[at].kind(), family) {
                    return true;
                }
                at += 1;
            }
            false
        }
        Kind::List(_) | Kind::Tuple(_) => matches!(family, Family::Array),
        Kind::Map { .. } | Kind::Object { .. } => matches!(family, Family::Object),
        Kind::Null => false,
    }
}

/// Whether a parameter of a service may be given it.
pub(super) const fn takes(form: Form, kind: &Kind) -> bool {
    match kind {
        Kind::Any | Kind::Null => true,
        Kind::Optional(inner) => takes(form, inner.kind()),
        // Text by itself is taken for an `S`, as `sfn_asl::check` has it.
        Kind::Text | Kind::Time | Kind::Choice { .. } => {
            matches!(form, Form::Boolean | Form::Number | Form::Timestamp | Form::Attribute | Form::Text)
        }
        Kind::Number => matches!(form, Form::Number | Form::Timestamp),
        Kind::Bool => matches!(form, Form::Boolean | Form::Flag),
        Kind::List(_) | Kind::Tuple(_) => matches!(form, Form::List),
        Kind::Map { .. } | Kind::Object { .. } => matches!(form, Form::Object | Form::Attribute),
        Kind::OneOf { variants, .. } => {
            let mut at = 0;
            while at < variants.len() {
                if takes(form, variants[at].kind()) {
                    return true;
                }
                at += 1;
            }
            false
        }
    }
}

const fn may_be_list(kind: &Kind) -> bool {
    match kind {
        Kind::Any | Kind::List(_) | Kind::Tuple(_) => true,
        Kind::Optional(inner) => may_be_list(inner.kind()),
        Kind::OneOf { variants, .. } => {
            let mut at = 0;
            while at < variants.len() {
                if may_be_list(variants[at].kind()) {
                    return true;
                }
                at += 1;
            }
            false
        }
        _ => false,
    }
}
