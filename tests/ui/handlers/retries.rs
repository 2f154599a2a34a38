#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        #[retry(States.Permissions)]
        "Again": f {};
        #[retry(States.ALL, max_attempts = 0)]
        "Never": f {};
        #[retry(States.ALL, interval = 60s, max_attempts = 20)]
        "Long": f {};
        #[retry(States.ALL, interval = 60s, max_delay = 6s)]
        "Short": f {};
        "Mine": fail "States.Mine";
    }
}

fn main() {}
