use sfn_runtime::Shape;

#[derive(Shape)]
struct Order {
    #[shape(opne)]
    id: u8,
}

fn main() {}
