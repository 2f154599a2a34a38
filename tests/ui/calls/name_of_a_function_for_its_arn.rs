use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource charge: lambda::Function = "charge";
        charge { id: $.id };
        charge { id: $.other };
    }
}

fn main() {}
