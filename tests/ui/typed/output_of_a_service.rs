use sfn_runtime::{Shape, state_machine};

mod types;
use types::Order;

#[derive(Shape)]
#[serde(rename_all = "PascalCase")]
struct Caller {
    account: String,
}

state_machine! {
    machine Flow(Order) -> Caller {
        aws_sdk::s3::listObjectsV2 { Bucket: "b" }
    }
}

fn main() {}
