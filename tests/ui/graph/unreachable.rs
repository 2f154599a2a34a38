use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        wait 3s;
        return;
        wait 5s;
    }
}

fn main() {}
