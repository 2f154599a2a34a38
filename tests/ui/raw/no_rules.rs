use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        state "Which?" = { "Type": "Choice", "Choices": [], "Default": "Done" };
        "Done": succeed;
    }
}

fn main() {}
