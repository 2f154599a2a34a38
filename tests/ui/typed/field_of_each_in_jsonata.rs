use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        #[jsonata]
        let names = {% $states.input.lines.{ "name": skuu, "count": quantity } %};
    }
}

fn main() {}
