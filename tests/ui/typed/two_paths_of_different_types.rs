use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        if $.total == $.orderId {
            wait 1s;
        }
        succeed;
    }
}

fn main() {}
