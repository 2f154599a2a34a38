use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        wait "2030-01-01T00:00:00Z";
    }
}

fn main() {}
