use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        f { kind: crate::type::KIND };
    }
}

fn main() {}
