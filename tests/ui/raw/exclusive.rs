use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function = "arn:aws:lambda:us-east-1:123456789012:function:f";
        state "Call" = {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "TimeoutSeconds": 30,
            "TimeoutSecondsPath": "$.timeout",
        };
    }
}

fn main() {}
