use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let n = States.ArrayLength(States.UUID());
    }
}

fn main() {}
