#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        wait 3s;
        let token = $$.Task.Token;
    }
}

fn main() {}
