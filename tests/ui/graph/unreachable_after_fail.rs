use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        fail "Stop";
        wait 3s;
    }
}

fn main() {}
