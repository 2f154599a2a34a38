#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    #[warn(hints, reason = "see what it says")]
    machine Flow {
        "Count": lambda::invoke { FunctionName: "count" };
        "Child": states::startExecution { StateMachineArn: "arn:aws:states:eu-west-1:123456789012:stateMachine:Child", Input: { id: $.id } };
        #[timeout(1h)]
        "Ask": sqs::sendMessage.waitForTaskToken { QueueUrl: "q", MessageBody: $$.Task.Token };
        state "Old" = { "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:old:1", "Next": "Crawl" };
        #[allow(hints, reason = "it is quick")]
        "Crawl": glue::startJobRun.sync { JobName: "crawl" };
    }

    #[warn(hints)]
    machine Jobs {
        "Crawl": glue::startJobRun.sync { JobName: "crawl" };
    }
}

fn main() {}
