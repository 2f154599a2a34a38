use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource charge: lambda::Function;
        #[retry("CardDeclined", interval: 2s)]
        charge { id: $.id };
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
