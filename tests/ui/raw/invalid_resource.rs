use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        state "Call" = { "Type": "Task", "Resource": "lambda" };
    }
}

fn main() {}
