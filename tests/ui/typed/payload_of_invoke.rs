use sfn_runtime::state_machine;

mod types;
use types::{Charge, Order, Receipt};

state_machine! {
    machine Flow(Order) {
        resource charge: lambda::Function<Charge, Receipt>;

        lambda::invoke { FunctionName: charge, Payload: { orderId: 5, amount: 5 } };
    }
}

fn main() {}
