use sfn_runtime::{Shape, state_machine};

mod types;
use types::Order;

#[derive(Shape)]
#[serde(rename_all = "PascalCase")]
struct Page {
    contents: Vec<Object>,
}

#[derive(Shape)]
#[serde(rename_all = "PascalCase")]
struct Object {
    size: String,
}

state_machine! {
    machine Flow(Order) {
        let all: Page = aws_sdk::s3::listObjectsV2 { Bucket: "b" };
        let first = $all.Contents[0].Size;
        succeed;
    }
}

fn main() {}
