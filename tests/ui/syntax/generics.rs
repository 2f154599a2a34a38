use sfn_runtime::state_machine;

state_machine! {
    machine Flow<T> {
        succeed;
    }
}

fn main() {}
