use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        wait until 5;
    }
}

fn main() {}
