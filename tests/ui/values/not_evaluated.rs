#![deny(deprecated)]

use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        "Text": $ = { a: "$.a", b: ["$.b"], c: "id-$.c", d: $.d };
        state "Static" = { "Type": "Pass", "Result": { "v.$": "$.a" }, "ResultPath": null };
        state "Assign" = { "Type": "Pass", "Assign": { "v": "$.a" } };
        "Fail": fail "E", "$.cause";
    }

    #[query_language(JSONata)]
    machine Migrated {
        state "Text" = { "Type": "Pass", "Output": { "v.$": "$.a" } };
    }

    #[query_language(JSONata)]
    machine Collapses {
        state "Each" = { "Type": "Map", "Items": "{% $states.input.xs[ok] %}",
            "ItemProcessor": { "StartAt": "One", "States": { "One": { "Type": "Pass", "End": true } } } };
        "Sum": $ = { sum: {% $sum([1..900000]) %} };
    }

    machine Rounded {
        "Add": $.n = { n: States.MathAdd($.a, 1.5), xs: States.StringSplit($.b, ", ") };
    }

    machine List {
        state "Call" = { "Type": "Pass", "Parameters": { "v.$": "States.StringToJson($.xs[*].text)" } };
    }
}

fn main() {}
