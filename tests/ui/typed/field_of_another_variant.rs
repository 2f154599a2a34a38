use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        match $.payment.kind {
            "card" => {
                let x = $.payment.iban;
            }
            "bill" => {}
        }
        succeed;
    }
}

fn main() {}
