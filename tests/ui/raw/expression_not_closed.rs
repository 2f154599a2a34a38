use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        state "Pause" = { "Type": "Pass", "Output": "{% $states.input" };
    }
}

fn main() {}
