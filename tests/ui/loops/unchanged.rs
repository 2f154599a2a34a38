#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        loop {
            "Done?": if $.done == true { break; }
            "Pause": wait 30s;
        }
        pass;
    }
}

fn main() {}
