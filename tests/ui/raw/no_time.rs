use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        state "Pause" = { "Type": "Wait" };
    }
}

fn main() {}
