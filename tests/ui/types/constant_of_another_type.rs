use sfn_runtime::state_machine;

const RATE: f64 = 1.5;

state_machine! {
    machine Flow {
        let rate = RATE;
    }
}

fn main() {}
