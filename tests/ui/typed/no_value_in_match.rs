use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        match $.status {
            "PAID" => wait 1s,
            "IN-TRANSIT" => wait 2s,
            _ => {}
        }
        succeed;
    }
}

fn main() {}
