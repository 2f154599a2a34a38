use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        $ = { id: "{% $states.input.id" };
    }
}

fn main() {}
