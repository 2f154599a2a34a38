use sfn_runtime::state_machine;

mod types;
use types::{Line, Order};

state_machine! {
    machine Flow(Order) {
        let line: Line = $.extra;
        loop {
            if $line.quantity > 3 {
                break;
            }
            let line = $line.nxt;
        }
        succeed;
    }
}

fn main() {}
