use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        let _ = f { id: 1 };
    }
}

fn main() {}
