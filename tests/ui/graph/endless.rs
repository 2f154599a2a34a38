use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        loop { wait 3s; }
    }
}

fn main() {}
