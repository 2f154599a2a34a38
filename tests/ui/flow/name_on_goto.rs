use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        "Again": goto "Wait";
        "Wait": wait 3s;
    }
}

fn main() {}
