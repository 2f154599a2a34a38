use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        let name = States.StringSplit($.name, " ");
    }
}

fn main() {}
