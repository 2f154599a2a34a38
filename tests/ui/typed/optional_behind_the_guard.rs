use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        if IsPresent($.coupon) {
            wait 1s;
        }
        let x = $.coupon.code;
    }
}

fn main() {}
