use sfn_runtime::state_machine;

state_machine! {
    machine Flow(1 + 2) {
        succeed;
    }
}

fn main() {}
