use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let label = formt!("Order {}", $.id);
    }
}

fn main() {}
