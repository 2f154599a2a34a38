#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource ask: lambda::Function;
        "Which?": match { $.done == true => succeed, _ => {} }
        "Ask": ask {};
        "Pause": wait 30s;
        goto "Ask";
    }
}

fn main() {}
