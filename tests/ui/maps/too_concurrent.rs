#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[max_concurrency(100)]
        for $ in $.items { pass; }
    }
}

fn main() {}
