use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        state "Pause" = { "Type": "Pass", "Parameters": { "a": 1, "a.$": "$.a" } };
    }
}

fn main() {}
