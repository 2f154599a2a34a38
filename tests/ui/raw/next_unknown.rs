use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        state "Pause" = { "Type": "Wait", "Seconds": 3, "Next": "Don" };
        "Done": succeed;
    }
}

fn main() {}
