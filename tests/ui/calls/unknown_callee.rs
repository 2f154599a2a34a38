use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource charge: lambda::Function;
        chrage { id: $.id };
    }
}

fn main() {}
