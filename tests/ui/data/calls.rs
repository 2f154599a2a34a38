#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        "Tell": $ = sns::publish { TopicArn: "t", Message: "m" };
        "Read": $.id = $.Id;
    }

    machine Selected {
        "Tell": $ = sns::publish { TopicArn: "t", Message: "m" } select { id: $.Id };
    }

    machine Some {
        "Which?": if $.tell == true { "Tell": $ = sns::publish { TopicArn: "t", Message: "m" }; }
        "Read": $.id = $.tell;
    }
}

fn main() {}
