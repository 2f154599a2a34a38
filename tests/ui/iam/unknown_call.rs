#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        task "arn:aws:states:::${Service}" {};
        task "arn:aws:states:::${Service}" {
            additional_iam_statements: [{ Action: "sqs:SendMessage", Resource: "arn:aws:sqs:us-east-1:123456789012:q" }],
        };
    }
}

fn main() {}
