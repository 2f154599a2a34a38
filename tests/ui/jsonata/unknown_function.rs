use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        let n = {% $summ($states.input.a) %};
    }
}

fn main() {}
