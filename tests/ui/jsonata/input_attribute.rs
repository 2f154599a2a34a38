use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        #[input($.order)]
        wait 3s;
    }
}

fn main() {}
