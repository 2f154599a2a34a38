use sfn_runtime::state_machine;

state_machine! {
    #[express]
    machine Flow {
        #[distributed(express)]
        for $ in $.items { pass; }
    }
}

fn main() {}
