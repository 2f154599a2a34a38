use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        f(id: $.id);
    }
}

fn main() {}
