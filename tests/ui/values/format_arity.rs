use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let label = format!("Order {} of {}", $.id);
    }
}

fn main() {}
