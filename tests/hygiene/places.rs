//! Wherever an item may stand, a machine may, with the visibility that it asks for.

use sfn_runtime::{StateMachine, Untyped, state_machine};

use crate::definition;

mod inner {
    sfn_runtime::state_machine! {
        pub(crate) machine Crate { succeed; }
        pub(in crate::places) machine Places { succeed; }
        pub(super) machine Super { succeed; }
        pub machine Public { succeed; }
        machine Private { succeed; }
    }

    pub fn private() -> &'static str {
        Private::DEFINITION
    }
}

state_machine! {
    machine First { "A": wait 1s; }
    machine Second { "B": wait 2s; }
}

state_machine! {
    machine Third { "C": wait 3s; }
}

const IN_A_BLOCK: &str = {
    state_machine! {
        machine InConst { "D": wait 4s; }
    }
    InConst::DEFINITION
};

#[allow(dead_code)]
#[derive(sfn_runtime::Shape)]
struct Order {
    id: &'static str,
}

#[derive(sfn_runtime::Shape)]
#[allow(dead_code)]
struct Receipt<'a, T> {
    rows: &'a [T],
}

state_machine! {
    machine Typed(Order) -> Receipt<'static, u8> {
        resource charge: lambda::Function<Receipt<'static, (u8, [u8; 4])>, Receipt<'static, u8>>;
        charge { rows: [[1, [1, 2, 3, 4]]] }
    }
}

#[test]
fn a_machine_stands_where_an_item_does() {
    state_machine! {
        machine InFunction { "E": wait 5s; }
    }
    fn of_another<T: StateMachine>() -> &'static str {
        state_machine! {
            machine InGeneric { "F": wait 6s; }
        }
        assert_ne!(T::DEFINITION, InGeneric::DEFINITION);
        InGeneric::DEFINITION
    }
    assert!(of_another::<InFunction>().contains("\"F\""));
    assert!(IN_A_BLOCK.contains("\"D\""));
    assert!(inner::private().contains("Succeed"));
    for name in [inner::Crate::NAME, inner::Places::NAME, inner::Super::NAME, inner::Public::NAME] {
        assert!(!name.is_empty());
    }
    assert_eq!(definition::<First>()["StartAt"], "A");
    assert_eq!(definition::<Second>()["StartAt"], "B");
    assert_eq!(definition::<Third>()["StartAt"], "C");
}

#[test]
fn input_and_output_are_those_of_the_source() {
    fn is<M: StateMachine<Input = I, Output = O>, I, O>() {}
    is::<Typed, Order, Receipt<'static, u8>>();
    is::<First, Untyped, Untyped>();
}

#[test]
fn a_machine_is_a_value_like_any_other() {
    let machine = First;
    let copy = machine;
    #[allow(clippy::clone_on_copy)]
    let clone = machine.clone();
    assert_eq!(format!("{machine:?} {copy:?} {clone:?}"), "First First First");
}
