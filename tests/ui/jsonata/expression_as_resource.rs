use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        task "{% $states.input.arn %}" {};
    }
}

fn main() {}
