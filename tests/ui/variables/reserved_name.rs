use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let states = 5;
    }
}

fn main() {}
