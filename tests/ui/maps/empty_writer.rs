use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[distributed(express)]
        #[result_writer()]
        for $ in $.items { pass; }
    }
}

fn main() {}
