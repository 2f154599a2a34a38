#![deny(deprecated)]
use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        match $.extra.done {
            true => wait 1s,
        }
        succeed;
    }
}

fn main() {}
