use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        for { sku: $$.Map.Item.Value.skuu } in $.lines {
            wait 1s;
        }
    }
}

fn main() {}
