use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONata)]
    machine Flow {
        resource f: lambda::Function;
        let total = $sum($.lines.price);
    }
}

fn main() {}
