use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        let many = $.lines[?(@.quantty > 3)].sku;
    }
}

fn main() {}
