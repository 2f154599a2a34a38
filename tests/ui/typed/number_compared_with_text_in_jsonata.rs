use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    #[query_language(JSONata)]
    machine Flow(Order) {
        if $.total == "x" {
            wait 1s;
        }
        succeed;
    }
}

fn main() {}
