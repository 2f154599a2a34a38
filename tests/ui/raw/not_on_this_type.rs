use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        state "Done" = { "Type": "Succeed", "Retry": [] };
    }
}

fn main() {}
