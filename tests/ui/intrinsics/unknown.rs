use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let label = States.Formt("Order {}", $.id);
    }
}

fn main() {}
