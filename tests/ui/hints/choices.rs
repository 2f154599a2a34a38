#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    #[warn(ASL2012, ASL2014, ASL5012, ASL5017)]
    machine Flow {
        "Same": match $.kind { "a" => {}, _ => {} }
        "Not": if $.count != 3 { wait 1s; }
        "Not not": if !!($.count == 3) { wait 1s; }
        state "One" = {
            "Type": "Choice",
            "Choices": [{ "And": [{ "Variable": "$.x", "IsPresent": true }], "Next": "Both" }],
            "Default": "Both",
        };
        "Both": parallel { { "Stop": succeed; } { wait 2s; } }
    }
}

fn main() {}
