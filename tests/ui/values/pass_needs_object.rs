use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $.label = States.Format("Order {}", $.id);
    }
}

fn main() {}
