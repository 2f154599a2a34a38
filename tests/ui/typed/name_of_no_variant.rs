use sfn_runtime::{Shape, state_machine};

mod types;
use types::{Order, Receipt};

#[derive(Shape)]
enum Step {
    Stop,
    Wait { seconds: u32 },
}

state_machine! {
    machine Flow(Order) {
        resource run: lambda::Function<Step, Receipt>;

        run("Stopp");
    }
}

fn main() {}
