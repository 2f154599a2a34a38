use sfn_runtime::Shape;

#[derive(Shape)]
union Order {
    id: u8,
}

fn main() {}
