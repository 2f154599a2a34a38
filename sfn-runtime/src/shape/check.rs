//! Paths, followed in const evaluation.

use super::text::{has, same};
use super::{Field, Kind, Type, advise, fit};

/// One thing that a machine does with a value of a known type.
#[derive(Clone, Copy, Debug)]
pub struct Use {
    /// Where the path starts.
    pub root: Type,
    /// Whether the JSON is what serde writes of the type, rather than something that serde could read.
    pub is_written: bool,
    /// The path.
    pub steps: &'static [Step],
    /// How many of the steps are another path's, which has been judged where it stands.
    pub from: usize,
    /// How many segments of this path stand before the first of its steps.
    pub skip: usize,
    /// What is done.
    pub want: Want,
}

impl Use {
    /// All of it.
    pub const fn new(
        root: Type,
        is_written: bool,
        steps: &'static [Step],
        from: usize,
        skip: usize,
        want: Want,
    ) -> Use {
        Use { root, is_written, steps, from, skip, want }
    }
}

/// A step of a path.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// `.name`
    Name(&'static str),
    /// `.name`, known to be there.
    Sure(&'static str),
    /// A name in JSONata, which goes through arrays and does not mind what is missing.
    Loose(&'static str),
    /// `[0]`, `[-1]`, or what `for` takes out.
    Item,
    /// The place in a tuple, or in any other list.
    At(usize),
    /// `[*]`, `[1:3]`, `[?(…)]`: any number of items; what some of them lack is left out.
    Each,
}

/// What is done with a value.
#[derive(Clone, Copy, Debug)]
pub enum Want {
    /// It is read.
    Read,
    /// It is asked for: it may be missing.
    Test,
    /// It is compared with a value of a family.
    Family(Family),
    /// It is compared with this text.
    Equal(&'static str),
    /// Each of its items is taken.
    List,
    /// It is what a field takes that can only be a number, text, …
    Be(Family),
    /// It is matched against these texts, and nothing stands for the others.
    Match(&'static [&'static str]),
    /// It is given to a field: the type around it, and the names that lead there. Who takes it is the last text.
    Fit(Type, &'static [Step], &'static str),
    /// Of a type that takes: a literal is given.
    Take(Value, &'static str),
    /// Of a type that takes: an object with these fields is given.
    Have(&'static [&'static str], &'static str),
    /// Of a type that takes: the last step is a field that is given beside these others.
    Know(&'static [&'static str], &'static str),
    /// It is given to a parameter of a service: the path of that in the parameters, and the call.
    Pass(Form, &'static str, &'static str),
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

/// A literal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value {
    /// `null`
    Null,
    /// `true`
    Bool,
    /// `1.5`
    Number,
    /// `"text"`
    Text(&'static str),
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
}

/// Why something cannot be done.
#[derive(Clone, Copy)]
pub enum Fault {
    /// There is no such field.
    NoField { at: usize, on: Type, name: &'static str },
    /// What a field is asked of has none.
    NoObject { at: usize, on: Type, name: &'static str },
    /// What an item is asked of has none.
    NoList { at: usize, on: Type },
    /// The tuple ends before.
    NoPlace { at: usize, count: usize },
    /// It may be missing.
    MayLack { at: usize, name: &'static str },
    /// It is something else.
    Wrong { found: Type },
    /// No such value exists.
    NoValue { on: Type },
    /// A value is not matched.
    Unmatched { on: Type, value: &'static str },
    /// A field of the type that takes is not given.
    Lacks { on: Type, name: &'static str },
    /// A field of the type that takes may be missing in what is given.
    MayNotGive { name: &'static str },
    /// Something else is given than is taken, in the field of this name (none: in the whole).
    Unfit { name: &'static str, found: Given, wanted: Type },
    /// A field that the type that takes does not have.
    Unknown { at: usize, on: Type, name: &'static str },
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

/// Any number of ends.
const LIST: Type = Type::of(&Kind::List(Type::ANY));

/// What a path leads to.
pub(super) struct End {
    pub ty: Type,
    /// The step that may lead nowhere, first of all.
    pub lacks: Option<(usize, &'static str)>,
    /// Whether the path has any number of ends.
    pub is_many: bool,
}

/// The number of the segment that the first fault is at, `end` for what is wrong with the whole; `usize::MAX` if there is
/// none, or it is another path's. The uses are of one place, for each way that leads there.
pub const fn fault(uses: &[Use], end: usize) -> usize {
    match first(uses, end) {
        Some((_, _, place)) => place,
        None => usize::MAX,
    }
}

/// Reports the first fault, where this is called.
#[track_caller]
pub const fn fail(uses: &[Use], end: usize) {
    if let Some((number, fault, place)) = first(uses, end) {
        let mut is_always = true;
        let mut other = 0;
        while other < uses.len() {
            is_always &= match find(&uses[other]) {
                Some(fault) => at(&uses[other], &fault, end) == place,
                None => false,
            };
            other += 1;
        }
        panic!("{}", advise::message(&uses[number], &fault, is_always).as_str());
    }
}

const fn first(uses: &[Use], end: usize) -> Option<(usize, Fault, usize)> {
    let mut number = 0;
    while number < uses.len() {
        if let Some(fault) = find(&uses[number]) {
            let place = at(&uses[number], &fault, end);
            if place != usize::MAX {
                return Some((number, fault, place));
            }
        }
        number += 1;
    }
    None
}

/// The segment that a fault is at; `usize::MAX` if it is another path's.
const fn at(it: &Use, fault: &Fault, end: usize) -> usize {
    match *fault {
        Fault::NoList { at, .. } if at == it.steps.len() => end,
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

const fn find(it: &Use) -> Option<Fault> {
    match it.want {
        Want::Take(..) | Want::Have(..) | Want::Know(..) => return fit::given(it),
        _ => {}
    }
    let end = match walk(it.root, it.is_written, it.steps) {
        Ok(end) => end,
        Err(fault) => return Some(fault),
    };
    if !matches!(it.want, Want::Test)
        && let Some((at, name)) = end.lacks
    {
        return Some(Fault::MayLack { at, name });
    }
    let found = present(end.ty);
    if end.is_many {
        return match it.want {
            Want::Family(_) | Want::Be(_) => Some(Fault::Wrong { found: LIST }),
            Want::Pass(form, ..) if !takes(form, LIST.kind()) => Some(Fault::Wrong { found: LIST }),
            _ => None,
        };
    }
    match it.want {
        Want::Family(family) | Want::Be(family) if !is_of(found.kind(), family) => {
            Some(Fault::Wrong { found })
        }
        Want::List if !may_be_list(found.kind()) => Some(Fault::NoList { at: it.steps.len(), on: found }),
        Want::Equal(text) => match found.kind() {
            Kind::Choice { values, .. } if !has(values, text) => Some(Fault::NoValue { on: found }),
            _ => None,
        },
        Want::Match(texts) => match found.kind() {
            Kind::Choice { values, .. } => {
                // A text that is none of the values is reported itself.
                let mut at = 0;
                while at < texts.len() {
                    if !has(values, texts[at]) {
                        return None;
                    }
                    at += 1;
                }
                at = 0;
                while at < values.len() {
                    if !has(texts, values[at]) {
                        return Some(Fault::Unmatched { on: found, value: values[at] });
                    }
                    at += 1;
                }
                None
            }
            _ => None,
        },
        Want::Fit(taker, steps, _) => fit::flows(found, it.is_written, taker, steps),
        Want::Pass(form, ..) if !takes(form, found.kind()) => Some(Fault::Wrong { found }),
        _ => None,
    }
}

/// Follows a path.
pub(super) const fn walk(root: Type, is_written: bool, steps: &'static [Step]) -> Result<End, Fault> {
    let mut end = End { ty: root, lacks: None, is_many: false };
    let mut at = 0;
    while at < steps.len() {
        let on = present(end.ty);
        match (steps[at], on.kind()) {
            (_, Kind::Any) => {
                end.ty = on;
                return Ok(end);
            }
            (Step::Loose(_), Kind::List(item)) => {
                end.is_many = true;
                end.ty = *item;
                continue;
            }
            (Step::Loose(_), Kind::Tuple(_)) => {
                end.ty = Type::ANY;
                continue;
            }
            (Step::Name(name) | Step::Sure(name) | Step::Loose(name), kind) => {
                let is_sure = !matches!(steps[at], Step::Name(_)) || end.is_many;
                match field(on, name, is_written) {
                    Some(found) => {
                        end.ty = found.ty;
                        let may_lack = found.may_lack || matches!(found.ty.kind(), Kind::Optional(_));
                        if may_lack && !is_sure && end.lacks.is_none() {
                            end.lacks = Some((at, name));
                        }
                        // What is known to be there is known not to be left out.
                        if is_sure {
                            end.ty = present(end.ty);
                        }
                    }
                    None => {
                        return Err(match kind {
                            Kind::Object { .. } | Kind::OneOf { .. } if has_fields(kind) => {
                                Fault::NoField { at, on, name }
                            }
                            _ => Fault::NoObject { at, on, name },
                        });
                    }
                }
            }
            (step, Kind::List(item)) => {
                end.is_many |= matches!(step, Step::Each);
                end.ty = *item;
            }
            (Step::At(place), Kind::Tuple(items)) => {
                if place >= items.len() {
                    return Err(Fault::NoPlace { at, count: items.len() });
                }
                end.ty = items[place];
            }
            (step, Kind::Tuple(_)) => {
                end.is_many |= matches!(step, Step::Each);
                end.ty = Type::ANY;
            }
            // `.*` goes through the values of an object too.
            (Step::Each, Kind::Map(value)) => {
                end.is_many = true;
                end.ty = *value;
            }
            (Step::Each, Kind::Object { .. }) => {
                end.is_many = true;
                end.ty = Type::ANY;
            }
            (_, Kind::OneOf { .. }) => end.ty = Type::ANY,
            _ => return Err(Fault::NoList { at, on }),
        }
        at += 1;
    }
    Ok(end)
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
        Kind::Object { .. } => true,
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

/// A field that was found.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub ty: Type,
    /// Whether it may be missing, whatever its type.
    pub may_lack: bool,
}

/// The field called `name` of a value, as serde writes it or could read it.
pub(super) const fn field(on: Type, name: &str, is_written: bool) -> Option<Found> {
    match present(on).kind() {
        Kind::Any => Some(Found { ty: Type::ANY, may_lack: false }),
        Kind::Map(value) => Some(Found { ty: *value, may_lack: false }),
        Kind::Object { fields, .. } => {
            let mut at = 0;
            while at < fields.len() {
                let it = &fields[at];
                if !it.is_flat && is_called(it, name, is_written) {
                    let may_lack = if is_written { it.may_be_skipped } else { it.has_default };
                    return Some(Found { ty: it.ty, may_lack });
                }
                at += 1;
            }
            let mut at = 0;
            while at < fields.len() {
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

const fn is_called(field: &Field, name: &str, is_written: bool) -> bool {
    if is_written && let Some(written) = field.written {
        return same(written, name);
    }
    has(field.read, name)
}

/// Whether two types may be taken for one.
const fn is_alike(a: Type, b: Type) -> bool {
    match (a.kind(), b.kind()) {
        (Kind::Null, Kind::Null)
        | (Kind::Bool, Kind::Bool)
        | (Kind::Number, Kind::Number)
        | (Kind::Text, Kind::Text) => true,
        (Kind::Choice { name, values }, Kind::Choice { name: other, values: others }) => {
            same(name, other) && values.len() == others.len()
        }
        (Kind::Optional(a), Kind::Optional(b))
        | (Kind::List(a), Kind::List(b))
        | (Kind::Map(a), Kind::Map(b)) => is_alike(*a, *b),
        (Kind::Object { name, fields, .. }, Kind::Object { name: other, fields: others, .. }) => {
            same(name, other) && fields.len() == others.len()
        }
        _ => false,
    }
}

/// Whether an operator of `family` can hold for it.
pub(super) const fn is_of(kind: &Kind, family: Family) -> bool {
    match kind {
        Kind::Any => true,
        Kind::Text | Kind::Choice { .. } => matches!(family, Family::String | Family::Timestamp),
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
        Kind::Null | Kind::List(_) | Kind::Tuple(_) | Kind::Map(_) | Kind::Object { .. } => false,
    }
}

/// Whether a parameter of a service may be given it.
pub(super) const fn takes(form: Form, kind: &Kind) -> bool {
    match kind {
        Kind::Any | Kind::Null => true,
        Kind::Optional(inner) => takes(form, inner.kind()),
        // Text by itself is taken for an `S`, as `sfn_asl::check` has it.
        Kind::Text | Kind::Choice { .. } => {
            matches!(form, Form::Boolean | Form::Number | Form::Timestamp | Form::Attribute | Form::Text)
        }
        Kind::Number => matches!(form, Form::Number | Form::Timestamp),
        Kind::Bool => matches!(form, Form::Boolean | Form::Flag),
        Kind::List(_) | Kind::Tuple(_) => matches!(form, Form::List),
        Kind::Map(_) | Kind::Object { .. } => matches!(form, Form::Object | Form::Attribute),
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
