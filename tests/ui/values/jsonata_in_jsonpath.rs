use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let total = {% $sum($states.input.prices) %};
    }
}

fn main() {}
