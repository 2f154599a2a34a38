use sfn_runtime::state_machine;

mod types;
use types::{Line, Order};

state_machine! {
    machine Flow(Order) {
        let line: Line = { sku: 5, quantity: 1 };
        succeed;
    }
}

fn main() {}
