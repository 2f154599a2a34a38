use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let label = States.Format("Order {}", $.id, $.n);
    }
}

fn main() {}
