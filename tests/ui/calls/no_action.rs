use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        dynamodb:: { TableName: "t" };
    }
}

fn main() {}
