use sfn_runtime::state_machine;

mod types;
use types::{Order, Receipt};

state_machine! {
    machine Flow(Order) -> Receipt {
        $ = { number: $.total, amount: 1, state: "DONE" };
    }
}

fn main() {}
