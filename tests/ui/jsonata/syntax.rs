use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        let n = {% $states.input.a + %};
    }
}

fn main() {}
