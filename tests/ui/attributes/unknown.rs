use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        #[timout(30s)]
        f {};
    }
}

fn main() {}
