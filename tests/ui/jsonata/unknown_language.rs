use sfn_runtime::state_machine;

state_machine! {
    #[query_language(JSONAta)]
    machine Flow {
        succeed;
    }
}

fn main() {}
