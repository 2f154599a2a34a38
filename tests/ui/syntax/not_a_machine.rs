use sfn_runtime::state_machine;

state_machine! {
    workflow Flow {
        succeed;
    }
}

fn main() {}
