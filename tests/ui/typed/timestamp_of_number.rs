use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        if $.total < timestamp("2030-01-01T00:00:00Z") {
            wait 1s;
        }
        succeed;
    }
}

fn main() {}
