#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        "Set": $ = { a: 1, list: [1, 2] };
        "Read": $.x = { b: $.b };
    }

    machine Below {
        "Set": $ = { a: 1, list: [1, 2] };
        "Read": $.x = { b: $.list[2] };
    }

    machine Nothing {
        state "Read" = { "Type": "Pass", "InputPath": null, "Parameters": { "v.$": "$.a" } };
    }

    machine InTheWay {
        "Set": $ = { a: 1 };
        state "Put" = { "Type": "Pass", "Result": 1, "ResultPath": "$.a.b" };
    }

    machine Items {
        "Set": $ = { xs: 5 };
        "Each": for $ in $.xs { pass; }
    }

    machine Compare {
        "Set": $ = { n: "five" };
        "Five?": match { $.n == 5 => {}, $.m == 5 => {}, _ => {} }
        pass;
    }

    #[query_language(JSONata)]
    machine Undefined {
        "Set": $ = { a: 1 };
        "Read": $ = { b: $.b };
    }
}

fn main() {}
