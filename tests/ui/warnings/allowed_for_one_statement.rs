#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        #[allow(ASL4006, reason = "kept from the old machine")]
        #[retry(States.Runtime)]
        f {};
        #[retry(States.Runtime)]
        f {};
    }
}

fn main() {}
