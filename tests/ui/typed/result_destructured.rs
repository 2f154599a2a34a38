use sfn_runtime::state_machine;

mod types;
use types::{Charge, Order, Receipt};

state_machine! {
    machine Flow(Order) {
        resource charge: lambda::Function<Charge, Receipt>;

        let { nunber: x } = charge { orderId: $.orderId, amount: $.total };
    }
}

fn main() {}
