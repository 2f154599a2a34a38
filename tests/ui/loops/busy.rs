#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource ask: lambda::Function;
        loop {
            "Ask": $ = ask { id: $.id };
            "Done?": if $.done == true { break; }
        }
        pass;
    }
}

fn main() {}
