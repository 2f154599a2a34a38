use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[distributed(express)]
        #[result_writer("bucket")]
        for $ in $.items { pass; }
    }
}

fn main() {}
