//! Descriptions asked by hand: what the macro makes of types and paths is tested from outside.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use alloc::{format, vec};

use super::check::{Fault, judge};
use super::name::Name;
use super::path::{Place, Step, field};
use super::sheet::Sheet;
use super::text::{Text, distance, is_near, same};
use super::{Field, Kind, Type};

const fn name(text: &'static str) -> Name {
    Name::new(text)
}

static ADDRESS: Kind = Kind::Object {
    name: "Address",
    fields: &[
        Field::new(&[name("city")], Type::TEXT),
        Field::new(&[name("floor")], Type::of(&Kind::Optional(Type::NUMBER))),
    ],
    slots: &[],
    is_strict: false,
};

static CARD: Kind = Kind::Object {
    name: "Pay::Card",
    fields: &[Field::new(&[name("kind")], Type::TEXT), Field::new(&[name("digits")], Type::TEXT)],
    slots: &[],
    is_strict: false,
};

static BILL: Kind = Kind::Object {
    name: "Pay::Bill",
    fields: &[Field::new(&[name("kind")], Type::TEXT), Field::new(&[name("iban")], Type::TEXT)],
    slots: &[],
    is_strict: false,
};

static ORDER: Kind = Kind::Object {
    name: "Order",
    fields: &[
        Field::of(Some(name("id")), &[name("id"), name("orderId")], Type::NUMBER),
        Field::of(None, &[name("hint")], Type::TEXT),
        Field::new(&[name("lines")], Type::of(&Kind::List(Type::of(&ADDRESS)))),
        Field::new(&[name("pair")], Type::of(&Kind::Tuple(&[Type::TEXT, Type::BOOL]))),
        Field::new(&[name("tags")], Type::of(&Kind::Map { keys: Type::ANY, values: Type::NUMBER })),
        Field::new(&[name("note")], Type::TEXT).lacking(true, false),
        Field::new(&[name("address")], Type::of(&ADDRESS)).flat(),
        Field::new(
            &[name("pay")],
            Type::of(&Kind::OneOf {
                name: "Pay",
                variants: &[Type::of(&CARD), Type::of(&BILL)],
                tag: Some(name("kind")),
                content: None,
                values: &[name("card"), name("bill")],
            }),
        ),
    ],
    slots: &[],
    is_strict: false,
};

/// Where steps from the order lead, and what is wrong on the way.
fn walk(steps: &[Step], is_written: bool) -> String {
    let mut place = Place::of(Type::of(&ORDER), is_written, false);
    for (number, step) in steps.iter().enumerate() {
        place = place.below(number, *step);
    }
    if let Some(fault) = place.fault {
        return match fault {
            Fault::NoField { at, name, .. } => format!("no field {} at {at}", name.text()),
            Fault::NoObject { at, name, .. } => format!("no object for {} at {at}", name.text()),
            Fault::NoList { at, .. } => format!("no list at {at}"),
            Fault::NoPlace { at, count } => format!("{count} places at {at}"),
            _ => "another fault".into(),
        };
    }
    let mut text = match place.ty.kind() {
        Kind::Object { name, .. } | Kind::OneOf { name, .. } => (*name).to_string(),
        kind => format!("{kind:?}"),
    };
    if let Some((at, name)) = place.lacks {
        text += &format!(", {} may be missing at {at}", name.text());
    }
    if place.is_many { text + ", many" } else { text }
}

#[test]
fn steps_lead_where_the_json_does() {
    let at = |text| Step::Name(name(text));
    for (steps, read, written) in [
        (vec![at("id")], "Number", "Number"),
        // An alias is read, and never written.
        (vec![at("orderId")], "Number", "no field orderId at 0"),
        // What serde never writes is as it is read.
        (vec![at("hint")], "Text", "Text"),
        (vec![at("idd")], "no field idd at 0", "no field idd at 0"),
        (vec![at("id"), at("x")], "no object for x at 1", "no object for x at 1"),
        (vec![at("city")], "Text", "Text"),
        (vec![at("address")], "no field address at 0", "no field address at 0"),
        (vec![at("note")], "Text, note may be missing at 0", "Text"),
        (vec![Step::Sure(name("note"))], "Text", "Text"),
        (vec![Step::Asked, at("note")], "Text", "Text"),
        (vec![at("lines"), Step::Item, at("city")], "Text", "Text"),
        (vec![at("lines"), Step::At(7), at("zip")], "no field zip at 2", "no field zip at 2"),
        (vec![at("lines"), Step::Each, at("city")], "Text, many", "Text, many"),
        (vec![at("lines"), Step::Loose(name("city"))], "Text, many", "Text, many"),
        (vec![at("lines"), at("city")], "no object for city at 1", "no object for city at 1"),
        (vec![at("pair"), Step::At(1)], "Bool", "Bool"),
        (vec![at("pair"), Step::At(2)], "2 places at 1", "2 places at 1"),
        (vec![at("id"), Step::Item], "no list at 1", "no list at 1"),
        (vec![at("tags"), at("whatever")], "Number", "Number"),
        (vec![at("pay"), at("iban")], "Text", "Text"),
        (vec![at("pay"), Step::Narrow(name("kind"), name("card"))], "Pay::Card", "Pay::Card"),
        (
            vec![at("pay"), Step::Narrow(name("kind"), name("card")), at("iban")],
            "no field iban at 2",
            "no field iban at 2",
        ),
        // A value that no variant has, and another field, tell nothing.
        (vec![at("pay"), Step::Narrow(name("kind"), name("cash")), at("iban")], "Text", "Text"),
        (vec![at("pay"), Step::Narrow(name("digits"), name("card")), at("iban")], "Text", "Text"),
    ] {
        assert_eq!(walk(&steps, false), read, "{steps:?}");
        assert_eq!(walk(&steps, true), written, "{steps:?}");
    }
}

/// The table of an object's names, as the macro makes it.
fn slots(names: &[Name]) -> Vec<u8> {
    let size = (names.len() * 2 + 1).next_power_of_two();
    let mut slots = vec![0; size];
    for (number, name) in names.iter().enumerate() {
        let mut at = name.key as usize % size;
        while slots[at] != 0 {
            at = (at + 1) % size;
        }
        slots[at] = number as u8 + 1;
    }
    slots
}

#[test]
fn tables_find_what_a_search_finds() {
    // Enough names for some to stand in another's place.
    let names: Vec<Name> =
        (0..200).map(|it| Name::new(Box::leak(format!("field_{it}").into_boxed_str()))).collect();
    let fields: Vec<Field> = names
        .iter()
        .map(|it| Field::of(Some(*it), Box::leak(vec![*it].into_boxed_slice()), Type::TEXT))
        .collect();
    let (fields, slots) = (fields.leak(), slots(&names).leak());
    let object = |slots| Kind::Object { name: "Wide", fields, slots, is_strict: false };
    let (with, without) = (Box::leak(Box::new(object(slots))), Box::leak(Box::new(object(&[]))));
    for text in (0..260).map(|it| format!("field_{it}")) {
        let asked = Name::new(Box::leak(text.clone().into_boxed_str()));
        let is_there = names.iter().any(|it| it.is(asked));
        for kind in [&*with, &*without] {
            for is_written in [false, true] {
                assert_eq!(field(Type::of(kind), asked, is_written).is_some(), is_there, "{text}");
            }
        }
    }
}

#[test]
fn sheets_are_judged_segment_by_segment() {
    let names = [name("id"), name("lines"), name("idd"), name("city")];
    // The order; its `id`, `lines`, items, `idd`, and the `city` of an item. Then four questions, each plainly read.
    let places: &[u8] = &[6, 0, 0, 3, 0, 0, 3, 0, 1, 6, 2, 3, 0, 2, 3, 3, 3];
    let read = |place: u8, end: u8| [1, 0, end, place];
    let bytes: Vec<u8> =
        [places.to_vec(), [read(1, 1), read(4, 1), read(5, 3), read(4, 1)].concat()].concat();
    let types = [Type::of(&ORDER)];
    assert_eq!(judge::<10>(&types, &names, &bytes), [0, 0, 2, 0, 0, 0, 0, 0, 4, 0]);
    let long = [255, 44, 1, 0, 5];
    let mut cursor = Sheet::new(&types, &names, &long).read();
    assert_eq!((cursor.number(), cursor.number(), cursor.is_done()), (300, 5, true));
}

#[test]
fn names_are_near_that_were_meant() {
    for (a, b, expected) in
        [("idd", "id", true), ("order_id", "orderId", true), ("colour", "color", true), ("a", "total", false)]
    {
        assert_eq!(is_near(a, distance(a, b)), expected, "{a} {b}");
    }
    assert!(same("abc", "abc") && !same("abc", "abd") && !same("abc", "ab"));
    let long = "x".repeat(2000);
    assert_eq!(Text::new("a").and(&long).and("b").as_str(), "ab", "whole or not at all");
    assert!(Name::new("a").is(Name::new("a")) && !Name::new("a").is(Name::new("b")));
}
