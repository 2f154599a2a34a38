use sfn_runtime::{Shape, state_machine};

#[derive(Shape)]
#[serde(rename_all = "lowercase")]
enum Size {
    Small,
    Large,
}

#[derive(Shape)]
struct Product {
    stock: std::collections::HashMap<Size, u32>,
}

state_machine! {
    machine Flow(Product) {
        let stock = $.stock.smal;
        succeed;
    }
}

fn main() {}
