use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource orders: dynamodb::Table;
        dynamodb.putItem { TableName: orders, Item: { id: S($.id) } };
    }
}

fn main() {}
