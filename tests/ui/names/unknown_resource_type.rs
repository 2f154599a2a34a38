use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource orders: dynamodb::Tabel;
        succeed;
    }
}

fn main() {}
