#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        "Order": match { $.x < "10" => {}, $.y == 0.1 => {}, StringMatches($.z, "done") => {}, _ => {} }
        pass;
    }
}

fn main() {}
