use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        goto "Pol";
        "Poll": wait 3s;
    }
}

fn main() {}
