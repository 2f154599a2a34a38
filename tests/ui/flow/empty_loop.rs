use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        loop {}
        succeed;
    }
}

fn main() {}
