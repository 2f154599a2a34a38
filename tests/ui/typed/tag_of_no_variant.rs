use sfn_runtime::state_machine;

mod types;
use types::{Order, Payment, Receipt};

state_machine! {
    machine Flow(Order) {
        resource pay: lambda::Function<Payment, Receipt>;

        pay { kind: "crad", digits: "1234" };
    }
}

fn main() {}
