#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        #[retry(States.Timeot)]
        f {};
    }
}

fn main() {}
