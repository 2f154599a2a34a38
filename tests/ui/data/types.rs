#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Seconds {
        "Set": $ = { n: "five" };
        "Wait": wait $.n;
    }

    machine Until {
        "Set": $ = { t: 5 };
        state "Wait" = { "Type": "Wait", "TimestampPath": "$.t" };
    }

    machine Error {
        "Set": $ = { e: 5 };
        "Fail": fail $.e;
    }
}

fn main() {}
