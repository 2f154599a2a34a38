use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource check: lambda::Function;
        if check { id: $.id } == 5 {
            pass;
        }
        pass;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
