use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource charge: lambda::Function;
        charge { id: $.id } timeout 30s;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
