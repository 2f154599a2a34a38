use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[distributed(fast)]
        for $ in $.items { pass; }
    }
}

fn main() {}
