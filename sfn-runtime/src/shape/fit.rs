//! What is given, held against the type that takes it.

use super::check::{Fault, Given, Use, Value, Want};
use super::name::Name;
use super::path::{Place, field, present};
use super::sheet::{Names, Sheet};
use super::text::{distance, is_near};
use super::{Field, Kind, Type};

/// Deeper than this nothing is compared: types may contain themselves.
const DEEPEST: usize = 6;

/// A literal, an object or a field for a type that takes.
pub(super) const fn given(it: &Use, sheet: Sheet) -> Option<Fault> {
    let to = it.end();
    let wanted = to.ty;
    match it.want {
        Want::Take(value, _) => {
            if takes(wanted.kind(), value) {
                return None;
            }
            if let Value::Text(_) = value
                && has_names(present(wanted).kind())
            {
                return Some(Fault::NoValue { on: present(wanted) });
            }
            Some(Fault::Unfit { name: to.name(), found: Given::Value(value), wanted })
        }
        Want::Have(names, _, has_own) => match present(wanted).kind() {
            Kind::Object { fields, .. } => {
                let Some(name) = lacking(fields, names, sheet) else { return None };
                // One that looks like it is given, and is reported.
                if has_own && nearest(present(wanted), name, names, sheet).is_some() {
                    return None;
                }
                Some(Fault::Lacks { on: present(wanted), name })
            }
            Kind::Any | Kind::Map { .. } | Kind::OneOf { .. } => None,
            _ => Some(Fault::Unfit { name: to.name(), found: Given::Object, wanted }),
        },
        Want::Know(names, _) => {
            let (Some(name), Some((around, _))) = (to.name(), to.last) else { return None };
            let on = present(it.places[around].ty);
            let Kind::Object { is_strict, .. } = on.kind() else { return None };
            if field(on, name, false).is_some() {
                return None;
            }
            // Serde does not mind more fields than it knows, but one that looks like a missing one was meant as it.
            if *is_strict || meant(on, name, names, sheet).is_some() {
                return Some(Fault::Unknown { at: to.depth - 1, on, name });
            }
            None
        }
        _ => None,
    }
}

/// A value of one type for a place in another.
pub(super) const fn flows(found: Type, is_written: bool, to: &Place) -> Option<Fault> {
    compare(found, is_written, to.ty, to.name(), DEEPEST)
}

const fn takes(kind: &Kind, value: Value) -> bool {
    match (kind, value) {
        (Kind::Any, _) | (Kind::Optional(_), Value::Null) => true,
        (Kind::Optional(inner), value) => takes(inner.kind(), value),
        (Kind::OneOf { variants, .. }, value) => {
            let mut at = 0;
            while at < variants.len() {
                if takes(variants[at].kind(), value) {
                    return true;
                }
                at += 1;
            }
            false
        }
        (Kind::Choice { values, .. }, Value::Text(text)) => text.is_among(values),
        (Kind::Text | Kind::Time | Kind::Choice { .. }, Value::Text(_) | Value::AnyText)
        | (Kind::Null, Value::Null)
        | (Kind::Bool, Value::Bool)
        | (Kind::Number, Value::Number)
        | (Kind::List(_) | Kind::Tuple(_), Value::List) => true,
        _ => false,
    }
}

/// Whether some of its values are names.
const fn has_names(kind: &Kind) -> bool {
    match kind {
        Kind::Choice { .. } => true,
        Kind::OneOf { variants, .. } => {
            let mut at = 0;
            while at < variants.len() {
                if has_names(variants[at].kind()) {
                    return true;
                }
                at += 1;
            }
            false
        }
        _ => false,
    }
}

/// A field that has to be given and is not among `names`.
const fn lacking(fields: &'static [Field], names: Names, sheet: Sheet) -> Option<Name> {
    let mut at = 0;
    while at < fields.len() {
        let it = &fields[at];
        at += 1;
        if it.is_flat {
            if let Kind::Object { fields, .. } = it.ty.kind()
                && let Some(name) = lacking(fields, names, sheet)
            {
                return Some(name);
            }
            continue;
        }
        if !is_needed(it) {
            continue;
        }
        let mut is_given = false;
        let mut read = 0;
        while read < it.read.len() {
            is_given |= names.has(sheet, it.read[read]);
            read += 1;
        }
        if !is_given {
            return Some(it.read[0]);
        }
    }
    None
}

const fn is_needed(field: &Field) -> bool {
    !field.read.is_empty()
        && !field.has_default
        && !matches!(field.ty.kind(), Kind::Optional(_) | Kind::Null | Kind::Any)
}

/// A name among `names` that is no field of `on` and looks like `name`.
pub(super) const fn nearest(on: Type, name: Name, mut names: Names, sheet: Sheet) -> Option<Name> {
    while let Some(given) = names.next(sheet) {
        if field(on, given, false).is_none() && is_near(name.text(), distance(name.text(), given.text())) {
            return Some(given);
        }
    }
    None
}

/// The field that is not given and that `name` looks like.
pub(super) const fn meant(on: Type, name: Name, names: Names, sheet: Sheet) -> Option<Name> {
    let Kind::Object { fields, .. } = on.kind() else { return None };
    let mut at = 0;
    while at < fields.len() {
        let it = &fields[at];
        if !it.is_flat
            && !it.read.is_empty()
            && !names.has(sheet, it.read[0])
            && is_near(name.text(), distance(name.text(), it.read[0].text()))
        {
            return Some(it.read[0]);
        }
        at += 1;
    }
    None
}

/// Whether serde can read a value of `found` as one of `wanted`. Where either is not known, it can.
const fn compare(
    found: Type,
    is_written: bool,
    wanted: Type,
    name: Option<Name>,
    depth: usize,
) -> Option<Fault> {
    if depth == 0 {
        return None;
    }
    let is_optional = matches!(wanted.kind(), Kind::Optional(_));
    let wanted = present(wanted);
    let unfit = Some(Fault::Unfit { name, found: Given::Type(found), wanted });
    match (found.kind(), wanted.kind()) {
        (Kind::Any | Kind::OneOf { .. }, _) | (_, Kind::Any | Kind::OneOf { .. }) => None,
        (Kind::Optional(inner), _) => {
            if is_optional {
                compare(*inner, is_written, wanted, name, depth)
            } else {
                unfit
            }
        }
        (Kind::Null, _) if is_optional => None,
        (Kind::Null, Kind::Null)
        | (Kind::Bool, Kind::Bool)
        | (Kind::Number, Kind::Number)
        | (Kind::Text | Kind::Time | Kind::Choice { .. }, Kind::Text | Kind::Time | Kind::Choice { .. }) => {
            None
        }
        (Kind::List(found), Kind::List(wanted)) => compare(*found, is_written, *wanted, name, depth - 1),
        (Kind::Tuple(found), Kind::Tuple(wanted)) => {
            let mut at = 0;
            while at < found.len() && at < wanted.len() {
                let fault = compare(found[at], is_written, wanted[at], name, depth - 1);
                if fault.is_some() {
                    return fault;
                }
                at += 1;
            }
            None
        }
        (Kind::List(_) | Kind::Tuple(_), Kind::List(_) | Kind::Tuple(_)) => None,
        (Kind::Map { values: found, .. }, Kind::Map { values: wanted, .. }) => {
            compare(*found, is_written, *wanted, name, depth - 1)
        }
        (Kind::Object { .. }, Kind::Map { .. }) | (Kind::Map { .. }, Kind::Object { .. }) => None,
        (Kind::Object { .. }, Kind::Object { fields, .. }) => {
            fields_of(found, is_written, wanted, fields, depth)
        }
        _ => unfit,
    }
}

const fn fields_of(
    found: Type,
    is_written: bool,
    wanted: Type,
    fields: &'static [Field],
    depth: usize,
) -> Option<Fault> {
    let mut at = 0;
    while at < fields.len() {
        let it = &fields[at];
        at += 1;
        if it.is_flat {
            if let Kind::Object { fields, .. } = it.ty.kind()
                && let Some(fault) = fields_of(found, is_written, wanted, fields, depth)
            {
                return Some(fault);
            }
            continue;
        }
        let mut given = None;
        let mut read = 0;
        while given.is_none() && read < it.read.len() {
            given = field(found, it.read[read], is_written);
            read += 1;
        }
        let fault = match given {
            None if is_needed(it) => Some(Fault::Lacks { on: wanted, name: it.read[0] }),
            None => None,
            Some(given) if is_needed(it) && (given.may_lack || is_left_out(&given.ty, is_written)) => {
                Some(Fault::MayNotGive { name: it.read[0] })
            }
            Some(given) => compare(present(given.ty), is_written, it.ty, Some(it.read[0]), depth - 1),
        };
        if fault.is_some() {
            return fault;
        }
    }
    None
}

/// Whether an optional field may be missing or null, which is the same to a field that has to be given.
const fn is_left_out(ty: &Type, _: bool) -> bool {
    matches!(ty.kind(), Kind::Optional(_))
}
