#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        parallel {
            { loop { wait 3s; } }
            { wait 5s; }
        }
    }
}

fn main() {}
