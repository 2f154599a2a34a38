use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[distributed(express, label = "all rows")]
        for $ in $.items { pass; }
    }
}

fn main() {}
