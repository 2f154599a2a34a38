use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        let most = 3;
        if $.orderId < $most {
            wait 1s;
        }
        succeed;
    }
}

fn main() {}
