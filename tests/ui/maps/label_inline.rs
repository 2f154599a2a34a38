#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[label("Rows")]
        for $ in $.items { pass; }
    }
}

fn main() {}
