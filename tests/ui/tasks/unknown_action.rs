use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        dynamodb::putItems { TableName: "t", Item: {} };
    }
}

fn main() {}
