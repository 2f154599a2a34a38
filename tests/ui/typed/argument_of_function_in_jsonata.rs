use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    #[query_language(JSONata)]
    machine Flow(Order) {
        let name = {% $uppercase($states.input.total) %};
        succeed;
    }
}

fn main() {}
