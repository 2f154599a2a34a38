#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        "Call": f {} catch { States.ALL as $ => { "Tell": sns::publish { TopicArn: "t", Message: $.id }; } };
    }

    machine Cause {
        resource f: lambda::Function;
        "Call": f {} catch { States.ALL as $.error => { "Tell": sns::publish { TopicArn: "t", Message: $.error.Cause.text }; } };
    }
}

fn main() {}
