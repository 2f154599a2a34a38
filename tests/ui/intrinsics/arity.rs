use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let n = States.ArrayLength($.a, $.b);
    }
}

fn main() {}
