use sfn_runtime::{Shape, state_machine};

mod types;
use types::Order;

#[derive(Shape)]
#[serde(rename_all = "PascalCase")]
struct Caller {
    account: String,
}

state_machine! {
    machine Flow(Order) {
        let me: Caller = aws_sdk::sts::getCallerIdentity {};
        let account = $me.Acount;
        succeed;
    }
}

fn main() {}
