use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        let id = {% $states.input.id };
    }
}

fn main() {}
