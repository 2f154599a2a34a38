use sfn_runtime::Shape;

struct Line {
    sku: String,
}

#[derive(Shape)]
struct Order {
    lines: Vec<Line>,
}

fn main() {}
