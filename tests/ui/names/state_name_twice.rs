use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        "Wait": wait 3s;
        "Wait": wait 5s;
    }
}

fn main() {}
