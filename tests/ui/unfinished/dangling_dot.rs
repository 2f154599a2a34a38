use sfn_runtime::{StateMachine, state_machine};

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        f { id: $. };
        "Then": wait 3s;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
    println!("{}", <Flow as StateMachine>::NAME);
}
