use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    #[query_language(JSONata)]
    machine Flow(Order) {
        if {% $states.input.total %} {
            wait 1s;
        }
        succeed;
    }
}

fn main() {}
