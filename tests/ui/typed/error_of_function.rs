use sfn_runtime::state_machine;

mod types;
use types::{Charge, ChargeError, Order, Receipt};

state_machine! {
    machine Flow(Order) {
        resource charge: lambda::Function<Charge, Receipt, ChargeError>;
        charge { orderId: $.orderId, amount: $.total } catch {
            "CardDeclind" => fail "Declined",
        };
    }
}

fn main() {}
