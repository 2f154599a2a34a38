use sfn_runtime::state_machine;

mod types;
use types::{Order, Receipt};

state_machine! {
    machine Flow(Order) {
        resource sum: lambda::Function<(u8, u8), Receipt>;

        sum($.pair);
    }
}

fn main() {}
