use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let total = 5;
        $total = 6;
    }
}

fn main() {}
