use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        let all = States.JsonMerge($.customer, $.orderId, false);
        succeed;
    }
}

fn main() {}
