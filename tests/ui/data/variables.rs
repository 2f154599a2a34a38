#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        "Which?": if $.x == 1 { "Set": let v = 1; }
        "Read": $.v = $v;
    }

    machine Later {
        "Read": $.v = $v;
        "Set": let v = 1;
    }

    machine Caught {
        resource f: lambda::Function;
        "Call": let v = f {} catch { "E" as $.error => {} };
        "Read": $.v = $v;
    }

    #[query_language(JSONata)]
    machine Shadow {
        "Set": let count = 1;
        "Read": $.v = $.x;
    }
}

fn main() {}
