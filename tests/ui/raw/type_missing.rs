use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        state "Pause" = { "Seconds": 3 };
    }
}

fn main() {}
