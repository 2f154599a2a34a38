use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        wait 1.5s;
    }
}

fn main() {}
