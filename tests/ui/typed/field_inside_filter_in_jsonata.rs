use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        #[jsonata]
        let many = {% $states.input.lines[quantty > 3].sku %};
    }
}

fn main() {}
