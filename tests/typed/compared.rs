//! Two paths are compared by the operator of their type, which const evaluation writes into the definition.

use sfn_runtime::{Shape, state_machine};

mod chrono {
    pub struct DateTime<T>(pub T);
}

#[derive(Shape)]
struct Order {
    id: String,
    reference: Option<String>,
    status: Status,
    total: f64,
    limit: u32,
    paid: bool,
    sent: bool,
    placed: chrono::DateTime<u8>,
    due: chrono::DateTime<u8>,
    note: String,
    extra: serde_json::Value,
    amount: Amount,
    lines: Vec<Line>,
}

#[derive(Shape)]
enum Status {
    Open,
    Paid,
}

#[derive(Shape)]
#[serde(untagged)]
enum Amount {
    Cents(u64),
    Parts { whole: u64 },
}

#[derive(Shape)]
struct Line {
    quantity: u32,
}

/// The condition of the machine whose first state is a Choice, or the one behind a Pass.
macro_rules! condition {
    ($($condition:tt)*) => {{
        state_machine! { machine Flow(Order) { "Which": if $($condition)* { wait 1s; } succeed; } }
        of(Flow::DEFINITION)
    }};
}

fn of(definition: &str) -> String {
    let definition: serde_json::Value = serde_json::from_str(definition).expect("JSON");
    let mut rule = definition["States"]["Which"]["Choices"][0].clone();
    rule.as_object_mut().expect("a rule").remove("Next");
    rule.to_string()
}

#[test]
fn the_type_chooses_the_operator() {
    for (found, variable, operator, other) in [
        (condition!($.id == $.status), "$.id", "StringEqualsPath", "$.status"),
        (condition!($.total < $.limit), "$.total", "NumericLessThanPath", "$.limit"),
        (
            condition!($.total >= $.lines[0].quantity),
            "$.total",
            "NumericGreaterThanEqualsPath",
            "$.lines[0].quantity",
        ),
        (condition!($.paid == $.sent), "$.paid", "BooleanEqualsPath", "$.sent"),
        (condition!($.placed <= $.due), "$.placed", "TimestampLessThanEqualsPath", "$.due"),
        (condition!($.placed > $.note), "$.placed", "TimestampGreaterThanPath", "$.note"),
        // Of one side nothing is known.
        (condition!($.extra.a == $.limit), "$.extra.a", "NumericEqualsPath", "$.limit"),
        (condition!($.id == $.extra.a), "$.id", "StringEqualsPath", "$.extra.a"),
        (condition!($.amount == $.limit), "$.amount", "NumericEqualsPath", "$.limit"),
    ] {
        let expected = serde_json::json!({ "Variable": variable, operator: other });
        assert_eq!(found, expected.to_string());
    }
}

#[test]
fn operators_are_chosen_anywhere_in_a_condition() {
    let found =
        condition!($.paid == $.sent && (IsPresent($.reference) && $.reference != $.id || $.total > $.limit));
    assert_eq!(found.matches("EqualsPath").count(), 2, "{found}");
    assert!(
        found.contains(r#"{"Not":{"#) && found.contains(r#""NumericGreaterThanPath":"$.limit""#),
        "{found}"
    );
}

state_machine! {
    machine Variables(Order) {
        resource bucket: s3::Bucket;

        let most = 3;
        let all = aws_sdk::s3::listObjectsV2 { Bucket: bucket } select { count: $.KeyCount };
        "Which": if $.extra.count > $most {
            for $ in $.lines {
                if $.quantity < $most { wait 1s; }
                succeed;
            }
        }
        "Counted": if $all.count == $.extra.count { wait 1s; }
        succeed;
    }
}

state_machine! {
    machine Untyped {
        let most = 3;
        "Which": if $.count > $most { wait 1s; }
        succeed;
    }
}

#[test]
fn what_is_known_without_a_type_chooses_too() {
    assert_eq!(of(Variables::DEFINITION), r#"{"Variable":"$.extra.count","NumericGreaterThanPath":"$most"}"#);
    assert!(Variables::DEFINITION.contains(r#""Variable":"$.quantity","NumericLessThanPath":"$most""#));
    assert!(Variables::DEFINITION.contains(r#""Variable":"$all.count","NumericEqualsPath":"$.extra.count""#));
    assert_eq!(of(Untyped::DEFINITION), r#"{"Variable":"$.count","NumericGreaterThanPath":"$most"}"#);
}
