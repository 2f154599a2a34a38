#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[timeout(1h)]
        batch::submitJob.waitForTaskToken {
            JobName: "j", JobQueue: "q", JobDefinition: "d:1", Parameters: { token: $$.Task.Token }
        };
    }
}

fn main() {}
