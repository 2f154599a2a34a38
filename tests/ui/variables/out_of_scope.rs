use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        for $ in $.items { let total = 6; }
        let sum = $total;
    }
}

fn main() {}
