use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        state "Call" = {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "Retry": [{ "MaxAttempts": 3 }],
        };
    }
}

fn main() {}
