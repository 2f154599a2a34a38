use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        match $.n {
            n if $.m > 1 => {}
            _ => {}
        }
        succeed;
    }
}

fn main() {}
