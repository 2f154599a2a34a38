use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let label = format!("Order }");
    }
}

fn main() {}
