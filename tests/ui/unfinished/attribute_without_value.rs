use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        #[timeout()]
        f {};
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
