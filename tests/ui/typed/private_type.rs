use sfn_runtime::{Shape, state_machine};

#[derive(Shape)]
struct Order {
    id: String,
}

state_machine! {
    pub machine Flow(Order) {
        let id = $.id;
        succeed;
    }
}

fn main() {}
