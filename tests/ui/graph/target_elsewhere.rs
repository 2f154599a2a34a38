use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        for $ in $.items { "Inner": pass; }
        goto "Inner";
    }
}

fn main() {}
