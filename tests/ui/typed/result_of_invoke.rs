use sfn_runtime::state_machine;

mod types;
use types::{Charge, Order, Receipt};

state_machine! {
    machine Flow(Order) {
        resource charge: lambda::Function<Charge, Receipt>;

        let result = lambda::invoke { FunctionName: charge, Payload: { orderId: "a", amount: 5 } };
        let x = $result.Payload.nunber;
    }
}

fn main() {}
