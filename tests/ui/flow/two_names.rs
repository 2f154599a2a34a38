use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        "Wait": "Pause": wait 3s;
    }
}

fn main() {}
