use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        let n = {% order.id %};
    }
}

fn main() {}
