use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        state "Each" = { "Type": "Map", "ItemProcessor": { "States": { "Done": { "Type": "Succeed" } } } };
    }
}

fn main() {}
