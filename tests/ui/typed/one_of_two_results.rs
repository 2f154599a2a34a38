use sfn_runtime::state_machine;

mod types;
use types::{Charge, Order, Receipt};

state_machine! {
    machine Flow(Order) {
        resource charge: lambda::Function<Charge, Receipt>;

        if $.paid == true {
            $ = charge { orderId: $.orderId, amount: $.total };
        } else {
            $ = $.customer;
        }
        let x = $.firstName;
    }
}

fn main() {}
