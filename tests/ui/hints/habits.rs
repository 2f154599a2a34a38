#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    #[warn(ASL1017, ASL3015, ASL11024)]
    #[timeout(1h)]
    machine Flow {
        #[input($)]
        "State 1": wait 1s;
        loop {
            "Ask": $.run = aws_sdk::glue::getJobRun { JobName: "crawl", RunId: $.id };
            "Done?": if $.run.JobRun.JobRunState == "SUCCEEDED" { break; }
            "Pause": wait 60s;
        }
        succeed;
    }

    #[warn(ASL8019)]
    #[query_language(JSONata)]
    machine InJsonata {
        $ = {% $parse($states.input.text) %};
    }
}

fn main() {}
