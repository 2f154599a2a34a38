use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        #[jsonata]
        let names = {% $map($states.input.lines, function($line) { $line.skuu }) %};
    }
}

fn main() {}
