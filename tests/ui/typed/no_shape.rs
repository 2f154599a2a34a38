use sfn_runtime::state_machine;

struct Order {
    id: String,
}

state_machine! {
    machine Flow(Order) {
        let x = $.id;
    }
}

fn main() {}
