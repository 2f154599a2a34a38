use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        $ = { deadline: 30s };
    }
}

fn main() {}
