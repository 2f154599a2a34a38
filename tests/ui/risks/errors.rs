#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine DeadHandler {
        resource f: lambda::Function;
        f {} catch {
            States.Runtime => {
                "Clean up": f {};
                fail "Broken";
            }
        };
        f {};
    }

    machine Swallowed {
        resource f: lambda::Function;
        f {} catch { _ => {} };
        "Done": succeed;
    }
}

fn main() {}
