#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        "Between": match { $.x > 5 && $.x < 3 => {}, _ => {} }
        "Twice": match { $.x < 5 => {}, $.x < 3 => {}, _ => {} }
        "All": match { IsPresent($.x) => {}, !IsPresent($.x) => {}, _ => {} }
        "Late": match { $.x == "a" && IsPresent($.x) => {}, _ => {} }
        state "Open" = { "Type": "Choice", "Assign": { "v": 1 }, "Choices": [{ "Variable": "$.x", "NumericEquals": 1, "Next": "Last" }] };
        "Last": pass;
    }

    #[query_language(JSONata)]
    machine Constant {
        "Always": match { {% true %} => {}, _ => {} }
        pass;
    }
}

fn main() {}
