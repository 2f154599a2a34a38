use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        wait until "tomorrow";
    }
}

fn main() {}
