use sfn_runtime::state_machine;

mod types;
use types::{Order, Receipt};

state_machine! {
    machine Flow(Order) -> Receipt {
        "Answer": $ = { number: "a", state: "DONE" };
    }
}

fn main() {}
