use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        parallel {};
    }
}

fn main() {}
