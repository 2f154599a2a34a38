use sfn_runtime::state_machine;

mod types;
use types::Order;

state_machine! {
    machine Flow(Order) {
        dynamodb::putItem { TableName: "orders", Item: { id: S($.orderId), total: $.total } };
    }
}

fn main() {}
