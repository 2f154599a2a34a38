use sfn_runtime::{Shape, state_machine};

#[derive(Shape)]
struct Area {
    corners: [f64; 4],
}

state_machine! {
    machine Flow(Area) {
        let last = $.corners[4];
        succeed;
    }
}

fn main() {}
