use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        match $.status {
            "PAID" => wait 1s,
            "OPEN" => wait 2s,
        }
        succeed;
    }
}

fn main() {}
