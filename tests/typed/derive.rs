//! What `#[derive(Shape)]` says of types, held against what serde makes of their values.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use serde_json::Value;
use sfn_runtime::__private::shape::{Kind, Name, Type};
use sfn_runtime::Shape;

/// A description in a line: `{id:text coupon?:text}`, `[number]`, `"a"|"b"`, `A / B`.
fn said(ty: Type) -> String {
    let list = |types: &[Type]| types.iter().map(|it| said(*it)).collect::<Vec<_>>();
    match ty.kind() {
        Kind::Any => "any".into(),
        Kind::Null => "null".into(),
        Kind::Bool => "bool".into(),
        Kind::Number => "number".into(),
        Kind::Text => "text".into(),
        Kind::Time => "time".into(),
        Kind::Choice { values, .. } => {
            values.iter().map(|it| format!("{:?}", text(it))).collect::<Vec<_>>().join("|")
        }
        Kind::Optional(inner) => format!("{}?", said(*inner)),
        Kind::List(item) => format!("[{}]", said(*item)),
        Kind::Tuple(items) => format!("({})", list(items).join(" ")),
        Kind::Map { keys, values } => match keys.kind() {
            Kind::Choice { .. } => format!("map {}: {}", said(*keys), said(*values)),
            _ => format!("map {}", said(*values)),
        },
        Kind::OneOf { variants, content, .. } => {
            let content = content.map(|(name, ty)| format!(" @{} {}", text(&name), said(ty)));
            list(variants).join(" / ") + &content.unwrap_or_default()
        }
        Kind::Object { fields, is_strict, .. } => {
            let fields = fields.iter().map(|it| {
                let read: Vec<&str> = it.read.iter().map(text).collect();
                let name = match (it.written.as_ref().map(text), read.as_slice()) {
                    (Some(written), [read]) if written == *read => written.to_string(),
                    (written, read) => format!("{}<{}", written.unwrap_or("-"), read.join(",")),
                };
                let marks = [(it.is_flat, ".."), (it.has_default, "="), (it.may_be_skipped, "~")];
                let marks: String = marks.iter().filter(|it| it.0).map(|it| it.1).collect();
                format!("{name}{marks}:{}", said(it.ty))
            });
            let fields = fields.collect::<Vec<_>>().join(" ");
            if *is_strict { format!("{{{fields}}}!") } else { format!("{{{fields}}}") }
        }
    }
}

/// A name, whose number the macro and the runtime agree on.
fn text(name: &Name) -> &'static str {
    assert!(name.is(Name::new(name.text())), "{name:?}");
    name.text()
}

fn says<T: Shape + ?Sized>() -> String {
    said(T::TYPE)
}

#[derive(Shape)]
#[serde(rename_all = "camelCase")]
struct Order {
    order_id: String,
    #[serde(rename = "detail-type")]
    kind: Status,
    lines: Vec<inner::Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    coupon: Option<Cow<'static, str>>,
    #[serde(skip)]
    cache: NoShape,
    #[serde(with = "somewhere::else")]
    odd: NoShape,
    #[serde(alias = "t", alias = "tags")]
    tag_map: HashMap<String, u8>,
    #[serde(flatten)]
    audit: inner::Audit,
    r#type: (i64, f32),
    extra: Value,
}

struct NoShape;

#[derive(Shape)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Status {
    Paid,
    NotPaid,
    #[serde(rename = "gone")]
    Cancelled,
    #[serde(skip)]
    Internal,
}

mod inner {
    use sfn_runtime::Shape;

    #[derive(Shape)]
    pub struct Line {
        pub sku: String,
        pub parts: Option<Box<[Line]>>,
    }

    #[derive(Shape)]
    #[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
    pub struct Audit {
        pub created_at: super::chrono::DateTime<u8>,
        #[serde(skip_serializing)]
        pub by: Uuid,
        #[serde(skip_deserializing)]
        pub made: bool,
        #[serde(rename(serialize = "out", deserialize = "in"))]
        pub both: u8,
    }

    pub struct Uuid;

    #[derive(Shape)]
    pub struct Bill {
        pub iban: String,
    }
}

mod chrono {
    pub struct DateTime<T>(pub T);
}

#[test]
fn structs_are_as_serde_writes_them() {
    // A type that contains itself has no line of its own.
    let Kind::Object { fields, name: "Order", .. } = Order::TYPE.kind() else { panic!("an object") };
    let names = fields
        .iter()
        .map(|it| (it.written.as_ref().map(text), it.read.iter().map(text).collect::<Vec<_>>()))
        .collect::<Vec<_>>();
    let same = |name: &'static str| (Some(name), vec![name]);
    assert_eq!(
        names,
        [
            same("orderId"),
            same("detail-type"),
            same("lines"),
            same("coupon"),
            same("odd"),
            (Some("tagMap"), vec!["tagMap", "t", "tags"]),
            same("audit"),
            same("type"),
            same("extra"),
        ]
    );
    let types: Vec<_> = fields.iter().enumerate().filter(|it| it.0 != 2).map(|it| said(it.1.ty)).collect();
    assert_eq!(
        types,
        [
            "text",
            r#""PAID"|"NOT_PAID"|"gone""#,
            "text?",
            "any",
            "map number",
            "{created-at=:time -<by=:text made<=:bool out<in=:number}!",
            "(number number)",
            "any",
        ]
    );
    assert!(fields[3].has_default && fields[3].may_be_skipped && fields[6].is_flat);
    let Kind::List(line) = fields[2].ty.kind() else { panic!("a list") };
    let Kind::Object { fields, .. } = line.kind() else { panic!("an object") };
    let Kind::Optional(parts) = fields[1].ty.kind() else { panic!("optional") };
    let Kind::List(again) = parts.kind() else { panic!("a list") };
    assert!(matches!(again.kind(), Kind::Object { name: "Line", .. }));
}

#[test]
fn types_of_the_standard_library_are_described() {
    assert_eq!(says::<Vec<Option<u8>>>(), "[number?]");
    assert_eq!(says::<[BTreeMap<String, bool>; 3]>(), "(map bool map bool map bool)");
    assert_eq!(says::<[u8; 33]>(), "[number]", "serde knows none so long");
    assert_eq!(says::<Rc<Arc<(char, ())>>>(), "(text null)");
    assert_eq!(says::<&'static [&'static str]>(), "[text]");
    assert_eq!(says::<Result<u8, String>>(), "{Ok:number} / {Err:text}");
    assert_eq!(says::<std::time::Duration>(), "{secs:number nanos:number}");
    assert_eq!(says::<std::path::PathBuf>(), "text");
}

#[derive(Shape)]
#[serde(tag = "kind", rename_all = "lowercase", rename_all_fields = "PascalCase")]
enum Payment {
    Card { last_four: String },
    Bill(inner::Bill),
    Cash,
}

#[derive(Shape)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    A(u8),
    B { x: u8 },
    C,
}

#[derive(Shape)]
enum External {
    Unit,
    New(u8),
    Two(u8, bool),
    Named { a: u8 },
}

#[derive(Shape)]
struct Keyed<'a, T> {
    names: BTreeMap<&'a str, HashMap<Cow<'a, str>, T>>,
    hash: HashMap<Kinds, u8>,
    tree: BTreeMap<Kinds, T>,
    other: BTreeMap<(u8, NoShape), u8>,
}

#[derive(Shape)]
#[serde(untagged)]
enum Untagged {
    Text(String),
    Other { a: Option<u8> },
}

#[test]
fn enums_are_as_serde_writes_them() {
    assert_eq!(
        says::<Payment>(),
        r#"{kind:"card"|"bill"|"cash" LastFour:text} / {kind:"card"|"bill"|"cash" ..:{iban:text}} / {kind:"card"|"bill"|"cash"}"#
    );
    assert_eq!(
        says::<Adjacent>(),
        r#"{t:"A"|"B"|"C" c:number} / {t:"A"|"B"|"C" c:{x:number}} / {t:"A"|"B"|"C"} @c number / {x:number}"#
    );
    assert_eq!(says::<External>(), r#""Unit" / {New:number} / {Two:(number bool)} / {Named:{a:number}}"#);
    assert_eq!(
        says::<Keyed<'static, bool>>(),
        r#"{names:map map bool hash:map "A"|"B": number tree:map "A"|"B": bool other:map number}"#
    );
    assert_eq!(says::<Untagged>(), "text / {a:number?}");
}

#[derive(Shape)]
struct Page<'a, T, const N: usize>
where
    T: Clone,
{
    rows: Vec<T>,
    next: Option<&'a str>,
    sizes: [u8; N],
    map: HashMap<String, Option<T>>,
    up: Option<Box<Page<'a, T, N>>>,
}

#[derive(Shape)]
struct Borrowed<'a, const N: usize> {
    id: &'a str,
    at: chrono::DateTime<&'a str>,
    parts: [Cow<'a, str>; N],
    up: Option<&'a Borrowed<'a, N>>,
}

#[derive(Shape)]
#[serde(transparent)]
struct Id {
    value: u32,
}

#[derive(Shape)]
struct Meters(f64);

#[derive(Shape)]
struct Nothing;

#[derive(Shape)]
#[serde(from = "String", into = "String")]
struct Sku(u64, u64);

#[derive(Shape)]
struct Mine {
    #[shape(open)]
    a: NoShape,
    #[shape(as = Vec<u8>)]
    b: NoShape,
    c: Uuid,
}

/// Not the one of the crate of that name.
#[derive(Shape)]
struct Uuid {
    high: u64,
}

sfn_runtime::shape! {
    /// What others send.
    pub struct Webhook {
        #[serde(rename = "webhookId")]
        id: String,
    }

    enum Kinds { A, B }
}

#[test]
fn generic_and_transparent_types_are_described() {
    assert_eq!(
        says::<Page<'static, u8, 2>>(),
        "{rows:[number] next:text? sizes:(number number) map:map number? up:any}"
    );
    assert_eq!(says::<Borrowed<'static, 2>>(), "{id:text at:time parts:(text text) up:any}");
    assert_eq!(says::<Id>(), "number");
    assert_eq!(says::<Meters>(), "number");
    assert_eq!(says::<Nothing>(), "null");
    assert_eq!(says::<Sku>(), "text");
    assert_eq!(says::<Mine>(), "{a:any b:[number] c:{high:number}}");
}

#[test]
fn types_that_stand_for_others_are_described() {
    assert_eq!(says::<Webhook>(), "{webhookId:text}");
    assert_eq!(says::<Kinds>(), r#""A"|"B""#);
}

/// A field of a packed type cannot be borrowed.
#[derive(Shape)]
#[allow(dead_code)]
#[repr(C, packed)]
struct Packed {
    tag: u8,
    count: u32,
}

/// Only a workflow knows them: rustc is not to call them never read, nor never made.
#[derive(Shape)]
#[deny(dead_code)]
enum Described<'a, T, const N: usize> {
    #[serde(rename = "none")]
    Nothing,
    One(&'a str, [T; N]),
    Named {
        part: T,
    },
}

#[test]
fn what_is_only_described_is_used() {
    assert_eq!(said(Packed::TYPE), "{tag:number count:number}");
    assert!(
        said(<Described<u8, 2> as Shape>::TYPE).starts_with("\"none\" / "),
        "{}",
        said(<Described<u8, 2> as Shape>::TYPE)
    );
}
