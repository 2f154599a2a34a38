#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[warn(ASL10015, ASL10016)]
        #[distributed(standard)]
        "Each": for $ in $.items { dynamodb::getItem { TableName: "orders", Key: { id: S($.id) } }; }

        #[warn(ASL10015, ASL10016)]
        #[distributed(express, tolerated_failure_percentage = 5)]
        "Every": for $ in $.items { dynamodb::getItem { TableName: "orders", Key: { id: S($.id) } }; }
    }
}

fn main() {}
