use sfn_runtime::state_machine;

mod types;
use types::{Charge, Order, Receipt};

state_machine! {
    machine Flow(Order) {
        resource charge: lambda::Function<Charge, Receipt>;

        charge { orderId: $.orderId, amount: $$.Execution.Name };
    }
}

fn main() {}
