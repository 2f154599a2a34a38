use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        #[retry(max_attempts = 3)]
        f {};
    }
}

fn main() {}
