use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        parallel {
            #[timeout(30s)]
            { wait 3s; }
            { wait 5s; }
        }
    }
}

fn main() {}
