use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        #[allow(ASL13014, reason = "the front end always sends one")]
        let first = $.coupon.code;
        let second = $.coupon.code;
        succeed;
    }
}

fn main() {}
