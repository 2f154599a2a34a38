use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        let n = {% $states.result.id %};
        wait 3s;
    }
}

fn main() {}
