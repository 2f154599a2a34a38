use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        state "Pause" = { "Type": "Pass", "InputPath": "States.Array($.a)" };
    }
}

fn main() {}
