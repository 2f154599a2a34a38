use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        state "Which?" = {
            "Type": "Choice",
            "Choices": [{ "Variable": "$.a", "StringEquals": "x", "IsPresent": true, "Next": "Done" }],
        };
        "Done": succeed;
    }
}

fn main() {}
