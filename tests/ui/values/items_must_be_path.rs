use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        for $ in [1, 2, 3] { pass; }
    }
}

fn main() {}
