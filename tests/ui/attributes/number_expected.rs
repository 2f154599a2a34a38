use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[max_concurrency("many")]
        for $ in $.items { pass; }
    }
}

fn main() {}
