use sfn_runtime::state_machine;

state_machine! {
    #[allow(ASL11008, ASL15001, reason = "what is known only when it runs")]
    machine Flow {
        resource child: states::StateMachine;

        states::startExecution { StateMachineArn: child, Input: $.order, associate_with_parent: true };
        states::startExecution { StateMachineArn: child, Input: "{}", associate_with_parent: true };
        states::startExecution.waitForTaskToken { StateMachineArn: child, Input: { id: $.id } };
        states::startExecution.waitForTaskToken { StateMachineArn: child };
        sqs::sendMessage { QueueUrl: "q", MessageBody: "m", associate_with_parent: true };
    }
}

fn main() {}
