use sfn_runtime::state_machine;

mod types;
use types::{Charge, Order, Receipt};

state_machine! {
    #[query_language(JSONata)]
    machine Flow(Order) {
        resource charge: lambda::Function<Charge, Receipt>;

        charge { orderId: $.total, amount: 1 };
    }
}

fn main() {}
