use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        dynamo::putItem { TableName: "t", Item: {} };
    }
}

fn main() {}
