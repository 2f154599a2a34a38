use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        states::startExecution { StateMachineArn: "${Child}", Input: "text", associate_with_parent: true };
    }
}

fn main() {}
