use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        wait 200000000s;
    }
}

fn main() {}
