use sfn_runtime::state_machine;

mod types;
use types::{Order, Status};

state_machine! {
    machine Flow(Order) {
        let status: Status = "PAYED";
        succeed;
    }
}

fn main() {}
