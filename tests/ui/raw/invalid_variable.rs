use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        state "Pause" = { "Type": "Pass", "Assign": { "order.id": 5 } };
    }
}

fn main() {}
