use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        for $ in $.orders[*].items { pass; }
    }
}

fn main() {}
