use sfn_runtime::state_machine;

mod types;
use types::{Charge, Order, Receipt};

state_machine! {
    machine Flow(Order) {
        resource charge: lambda::Function<Charge, Receipt>;

        let receipt = charge { orderId: $.orderId, amount: $.total } catch {
            _ => wait 1s,
        };
        let number = $receipt.number;
        succeed;
    }
}

fn main() {}
