use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        if $.paid == true {
            let number = $.orderId;
        }
        let copy = $number;
        succeed;
    }
}

fn main() {}
