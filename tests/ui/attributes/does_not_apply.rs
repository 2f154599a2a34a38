use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[timeout(30s)]
        wait 3s;
    }
}

fn main() {}
