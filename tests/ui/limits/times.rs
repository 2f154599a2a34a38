#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    #[timeout(60s)]
    machine Flow {
        resource f: lambda::Function;
        "Wait": wait 90s;
        #[timeout(90s)]
        "Call": f {};
        #[retry(States.ALL, interval = 30s, max_attempts = 3)]
        "Call again": f {};
    }

    #[express]
    #[timeout(900s)]
    machine Fast {
        "Wait": wait 600s;
    }

    machine Waits {
        "Ask": sqs::sendMessage.waitForTaskToken { QueueUrl: "q", MessageBody: $$.Task.Token };
    }

    machine Fails {
        resource f: lambda::Function;
        "Call": f {};
        "Fail": fail "E";
    }

    machine Alone {
        "Both": parallel { { wait 1s; } }
    }
}

fn main() {}
