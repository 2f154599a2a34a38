use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        succeed;
        #[timeout(30s)]
    }
}

fn main() {}
