use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let limit = 5;
        #[distributed(express)]
        for $ in $.items { let max = $limit; }
    }
}

fn main() {}
