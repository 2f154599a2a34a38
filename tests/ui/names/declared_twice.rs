use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource orders: dynamodb::Table;
        resource orders: sqs::Queue;
        succeed;
    }
}

fn main() {}
