use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        if {% 5 %} { wait 3s; }
        succeed;
    }
}

fn main() {}
