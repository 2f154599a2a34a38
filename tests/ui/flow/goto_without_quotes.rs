use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        goto Done;
        "Done": succeed;
    }
}

fn main() {}
