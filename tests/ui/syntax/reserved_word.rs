use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        saga { wait 3s; }
    }
}

fn main() {}
