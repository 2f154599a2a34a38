use sfn_runtime::state_machine;

mod types;
use types::{Charge, Order, Receipt};

state_machine! {
    machine Flow(Order) {
        resource charge: lambda::Function<Charge, Receipt>;

        #[allow(ASL14001, reason = "it is done at some time")]
        loop {
            let receipt = charge { orderId: $.orderId, amount: $.total };
            wait 5s;
            if $receipt.stat == "DONE" {
                break;
            }
        }
        succeed;
    }
}

fn main() {}
