use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let mut total = 5;
    }
}

fn main() {}
