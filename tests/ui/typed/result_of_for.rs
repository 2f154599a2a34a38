use sfn_runtime::state_machine;

mod types;
use types::{Charge, Order, Receipt};

state_machine! {
    machine Flow(Order) {
        resource charge: lambda::Function<Charge, Receipt>;

        let all = for $ in $.lines {
            charge { orderId: $.sku, amount: $.quantity }
        };
        let x = $all[0].nunber;
    }
}

fn main() {}
