use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        let length = States.ArrayLength($.orderId);
    }
}

fn main() {}
