use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        sns::publish { TopicArn: "arn:aws:sns:us-east-1:123456789012:a", Message: { id: $.orderID } };
    }
}

fn main() {}
