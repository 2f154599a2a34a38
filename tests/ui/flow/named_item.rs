use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        for item in $.items { pass; }
    }
}

fn main() {}
