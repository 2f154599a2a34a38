use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource orders: dynamodb::Table;
        orders { id: $.id };
    }
}

fn main() {}
