use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        if $.payment.kind == "bill" && $.payment.digits == "1234" {
            wait 1s;
        }
        succeed;
    }
}

fn main() {}
