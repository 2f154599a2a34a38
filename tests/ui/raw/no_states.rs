use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        state "Each" = { "Type": "Map", "ItemProcessor": { "StartAt": "Done", "States": {} } };
    }
}

fn main() {}
