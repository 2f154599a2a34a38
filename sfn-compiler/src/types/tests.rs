//! What is known of values: paths into it, what is put on it, and what is left where ways join.

use sfn_asl::query::jsonpath::{self, Segment};

use super::shape::{Base, Literal, Reach, Shape, Step, Typed};

/// The segments of `$.a.b`.
fn path(text: &str) -> Vec<Segment> {
    jsonpath::parse(text).expect("a path").segments
}

/// A shape in a line: `T0.id` is a place in the type 0, `{a: …, ..T0}` has fields put on it.
fn said(shape: &Shape) -> String {
    let list = |items: &[Shape], by: &str| items.iter().map(said).collect::<Vec<_>>().join(by);
    match shape {
        Shape::Any => "any".into(),
        Shape::Fall => "base".into(),
        Shape::Literal(Literal::Null) => "null".into(),
        Shape::Literal(Literal::Bool) => "bool".into(),
        Shape::Literal(Literal::Number) => "number".into(),
        Shape::Literal(Literal::Text(text)) => format!("{:?}", text.as_deref().unwrap_or("…")),
        Shape::List(item) => format!("[{}]", said(item)),
        Shape::Items(items) => format!("({})", list(items, " ")),
        Shape::Typed(typed) => place(typed),
        Shape::Api(typed) => sfn_asl::sdk::describe(typed.shape).into(),
        Shape::Either(ways) => list(ways, " | "),
        Shape::Object(object) => {
            let fields = object.fields.iter().map(|(name, it)| format!("{name}: {}", said(it)));
            let base = match &object.base {
                Base::Closed => String::new(),
                Base::Open => "..".into(),
                Base::Typed(typed) => format!("..{}", place(typed)),
            };
            let all: Vec<String> = fields.chain([base].into_iter().filter(|it| !it.is_empty())).collect();
            format!("{{{}}}", all.join(", "))
        }
    }
}

fn place(typed: &Typed) -> String {
    typed.steps.iter().fold(format!("T{}", typed.root), |text, step| match step {
        Step::Name(name) => format!("{text}.{name}"),
        Step::Sure(name) => format!("{text}!{name}"),
        Step::Loose(name) => format!("{text}~{name}"),
        Step::Item => format!("{text}[]"),
        Step::At(at) => format!("{text}[{at}]"),
        Step::Each => format!("{text}[*]"),
        Step::Asked => format!("{text}?"),
        Step::Narrow(tag, value) => format!("{text}<{tag}={value}>"),
    })
}

fn typed(root: usize) -> Shape {
    Shape::of_type(root, false)
}

fn number() -> Shape {
    Shape::Literal(Literal::Number)
}

fn narrow(value: &str) -> Step {
    Step::Narrow("kind".into(), value.into())
}

/// What `$.path` leads to, and the places in types that it passes.
fn look(shape: &Shape, text: &str) -> (String, Vec<String>) {
    let mut reached: Vec<Reach> = Vec::new();
    let found = said(&shape.look(&path(text), &mut reached));
    (
        found,
        reached.iter().map(|it| format!("{} from {} skip {}", place(&it.end), it.from, it.skip)).collect(),
    )
}

#[test]
fn paths_lead_into_types() {
    for (text, found, reached) in [
        ("$.a.b", "T0.a.b", "T0.a.b from 0 skip 0"),
        ("$.a[0].b", "T0.a[0].b", "T0.a[0].b from 0 skip 0"),
        ("$.a[-1]", "T0.a[]", "T0.a[] from 0 skip 0"),
        ("$.a[*].b", "[T0.a[*].b]", "T0.a[*].b from 0 skip 0"),
        ("$.a[?(@.x)]", "[T0.a[*]]", "T0.a[*] from 0 skip 0"),
        ("$.a..b", "any", "T0.a from 0 skip 0"),
    ] {
        assert_eq!(look(&typed(0), text), (found.into(), vec![reached.into()]), "{text}");
    }
    assert_eq!(look(&typed(0), "$"), ("T0".into(), vec![]));
    assert_eq!(look(&Shape::Any, "$.a.b"), ("any".into(), vec![]));
}

#[test]
fn what_is_put_on_a_document_hides_what_was_there() {
    let document = typed(0).insert(&path("$.a.b"), number());
    assert_eq!(said(&document), "{a: {b: number, ..T0!a}, ..T0}");
    assert_eq!(look(&document, "$.a.b"), ("number".into(), vec![]));
    assert_eq!(look(&document, "$.a.c"), ("T0!a.c".into(), vec!["T0!a.c from 1 skip 1".into()]));
    assert_eq!(look(&document, "$.d"), ("T0.d".into(), vec!["T0.d from 0 skip 0".into()]));
    let other = typed(0).insert(&path("$.p"), typed(1));
    assert_eq!(look(&other, "$.p.x"), ("T1.x".into(), vec!["T1.x from 0 skip 1".into()]));
}

#[test]
fn what_has_been_asked_for_is_there() {
    assert_eq!(said(&typed(0).sure(&path("$.a.b"))), "{a: {b: T0!a!b, ..T0!a}, ..T0}");
    // Behind an index, what is asked of one item is not asked of another: whatever is below may be missing no more.
    assert_eq!(said(&typed(0).sure(&path("$.a[0].b"))), "{a: T0!a?, ..T0}");
    let narrowed = typed(0).refine(&path("$.a"), Some(&narrow("card")));
    assert_eq!(said(&narrowed), "{a: T0!a<kind=card>, ..T0}");
    assert_eq!(look(&narrowed, "$.a.b").0, "T0!a<kind=card>.b");
    assert_eq!(said(&typed(0).refine(&[], Some(&narrow("card")))), "T0<kind=card>");
}

#[test]
fn ways_join_to_what_holds_on_all_of_them() {
    let put = |name: &str, shape: Shape| typed(0).insert(&path(&format!("$.{name}")), shape);
    let narrowed = |value: &str| typed(0).refine(&path("$.a"), Some(&narrow(value)));
    for (a, b, joined) in [
        (typed(0), typed(0), "T0"),
        (typed(0), typed(1), "T0 | T1"),
        (typed(0), Shape::Any, "any"),
        (put("p", number()), typed(0), "{p: number | base, ..T0}"),
        (put("p", number()), put("p", typed(1)), "{p: number | T1, ..T0}"),
        (put("p", number()), put("q", number()), "{p: number | base, q: base | number, ..T0}"),
        // What was asked for, and which variant it was, is known on one way only.
        (typed(0).sure(&path("$.a")), typed(0), "T0"),
        (typed(0), typed(0).sure(&path("$.a[0].b")), "T0"),
        (narrowed("card"), typed(0), "T0"),
        (narrowed("card"), narrowed("bill"), "{a: T0!a, ..T0}"),
        (narrowed("card"), narrowed("card"), "{a: T0!a<kind=card>, ..T0}"),
        (Shape::list(typed(0)), Shape::list(typed(1)), "[T0 | T1]"),
    ] {
        assert_eq!(said(&a.join(&b)), joined, "{} with {}", said(&a), said(&b));
    }
}

#[test]
fn more_ways_than_are_told_apart_take_nothing_from_the_first() {
    let ways = (0..9).map(typed).fold(typed(0), |all, it| all.join(&it));
    assert_eq!(said(&ways), "T0 | T1 | T2 | T3");
    assert_eq!(said(&ways.join(&typed(7))), "T0 | T1 | T2 | T3", "so following a loop comes to an end");
}

#[test]
fn names_of_jsonata_go_through_arrays() {
    let mut reached = Vec::new();
    assert_eq!(said(&typed(0).loose("a", 0, &mut reached)), "T0~a");
    let document = typed(0).insert(&path("$.p"), Shape::list(typed(1)));
    assert_eq!(said(&document.loose("p", 0, &mut reached)), "[T1]");
    assert_eq!(said(&document.item()), "any", "no array");
    assert_eq!(said(&Shape::list(typed(1)).item()), "T1");
}
