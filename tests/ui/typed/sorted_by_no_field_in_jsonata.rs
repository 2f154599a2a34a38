use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        #[jsonata]
        let sorted = {% $states.input.lines^(>amount) %};
    }
}

fn main() {}
