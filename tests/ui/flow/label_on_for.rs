use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        'outer: for $ in $.items { pass; }
    }
}

fn main() {}
