use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        parallel {
            { wait 3s; }
            {}
        }
    }
}

fn main() {}
