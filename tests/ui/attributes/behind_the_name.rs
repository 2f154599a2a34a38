use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        "Call": #[timeout(30s)] f {};
    }
}

fn main() {}
