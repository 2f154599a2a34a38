use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        #[retry(404)]
        f {};
    }
}

fn main() {}
