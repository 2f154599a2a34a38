use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        let n = {% $length("a", "b") %};
    }
}

fn main() {}
