use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        state "Each" = {
            "Type": "Map",
            "ItemProcessor": { "QueryLanguage": "JSONata", "StartAt": "Done", "States": { "Done": { "Type": "Succeed" } } },
        };
    }
}

fn main() {}
