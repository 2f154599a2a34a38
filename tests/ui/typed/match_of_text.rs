#![deny(deprecated)]
use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        match $.orderId {
            "a" | "b" => wait 1s,
        }
        succeed;
    }
}

fn main() {}
