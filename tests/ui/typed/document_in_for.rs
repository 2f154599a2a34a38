use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        for $ in $.lines {
            let x = $.total;
        }
    }
}

fn main() {}
