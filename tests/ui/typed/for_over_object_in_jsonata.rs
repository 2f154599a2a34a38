use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    #[query_language(JSONata)]
    machine Flow(Order) {
        for $ in $.customer {
            wait 1s;
        }
    }
}

fn main() {}
