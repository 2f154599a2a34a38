use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    #[query_language(JSONata)]
    machine Flow(Order) {
        let same = {% $states.input.total = $states.input.orderId %};
        succeed;
    }
}

fn main() {}
