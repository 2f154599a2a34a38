//! In a crate that turns all lints on, the expansion has nothing that they mind.
#![deny(clippy::pedantic, clippy::nursery, clippy::exhaustive_structs, clippy::exhaustive_enums)]
#![deny(clippy::absolute_paths, clippy::missing_docs_in_private_items, clippy::default_numeric_fallback)]
#![deny(clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic, clippy::unwrap_used)]
#![deny(missing_docs, missing_debug_implementations, missing_copy_implementations, variant_size_differences)]
#![deny(trivial_casts, trivial_numeric_casts, unused_results, let_underscore_drop, single_use_lifetimes)]

use sfn_runtime::{Shape, StateMachine, state_machine};

/// What the machine is given.
#[derive(Shape, Clone, Copy, Debug)]
pub struct Order {
    /// Which one.
    pub id: u32,
    /// How it stands.
    pub status: Status,
}

/// How an order stands.
#[derive(Shape, Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Status {
    /// Not yet paid.
    Open,
    /// Paid.
    Paid,
}

/// A constant of the definition.
const SUBJECT: &str = "an \"order\"";

state_machine! {
    /// Tells of an order.
    pub machine Tell(Order) -> Order {
        resource topic: sns::Topic;
        match $.status {
            "Open" => { wait 5s; }
            "Paid" => {
                #[retry(States.ALL)]
                sns::publish { TopicArn: topic, Subject: self::SUBJECT, Message: format!("{}", $.id) }
                    catch { _ => fail "NotTold" };
            }
        }
        pass;
    }
}

#[test]
fn it_is_a_machine() {
    assert!(Tell::DEFINITION.contains(r#""Subject":"an \"order\"""#), "{}", Tell::DEFINITION);
    assert!(Tell::NAME == "Tell");
}
