use sfn_runtime::state_machine;

mod types;
use types::{Charge, Order, Receipt};

state_machine! {
    machine Flow(Order) {
        resource charge: lambda::Function<Charge, Receipt>;

        let both = parallel {
            {
                charge { orderId: $.orderId, amount: $.total }
            }
            {
                wait 1s;
            }
        };
        let x = $both[0].nunber;
    }
}

fn main() {}
