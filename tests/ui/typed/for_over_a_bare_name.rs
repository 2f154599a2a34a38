use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        for $ in lines {
            wait 1s;
        }
    }
}

fn main() {}
