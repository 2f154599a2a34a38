use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        #[assign(x = $.totl)]
        "Pass on": pass;
    }
}

fn main() {}
