use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        match $.orderId {
            1..=5 => wait 1s,
            _ => {}
        }
        succeed;
    }
}

fn main() {}
