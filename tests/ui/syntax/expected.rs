use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        state "Wait" { "Type": "Succeed" };
    }
}

fn main() {}
