use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[distributed(express)]
        #[batch(input = { run: 1 })]
        for $ in $.items { pass; }
    }
}

fn main() {}
