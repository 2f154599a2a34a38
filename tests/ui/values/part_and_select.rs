use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        resource f: lambda::Function;
        $ = f {}.Payload select { id: $.id };
    }
}

fn main() {}
