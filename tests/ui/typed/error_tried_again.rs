use sfn_runtime::state_machine;

mod types;
use types::{Charge, ChargeError, Order, Receipt};

state_machine! {
    machine Flow(Order) {
        resource charge: lambda::Function<Charge, Receipt, ChargeError>;
        #[retry("BankBusyError", max_attempts = 3)]
        charge { orderId: $.orderId, amount: $.total };
    }
}

fn main() {}
