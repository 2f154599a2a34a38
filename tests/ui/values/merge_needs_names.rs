use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        resource f: lambda::Function;
        $.items[0] = f {};
    }
}

fn main() {}
