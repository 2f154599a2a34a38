use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        if IsPresent($.parent) {
            let x = $.parent.totl;
        }
        succeed;
    }
}

fn main() {}
