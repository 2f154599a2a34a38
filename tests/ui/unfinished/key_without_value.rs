use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        f { id: };
        f { id };
        wait 3s;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
