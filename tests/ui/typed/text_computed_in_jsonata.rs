use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    #[query_language(JSONata)]
    machine Flow(Order) {
        let next = $.orderId + 1;
        succeed;
    }
}

fn main() {}
