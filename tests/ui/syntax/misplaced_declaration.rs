use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if $.paid == true {
            resource orders: dynamodb::Table;
        }
        succeed;
    }
}

fn main() {}
