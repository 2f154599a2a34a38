use sfn_runtime::state_machine;

state_machine! {
    #[expres]
    machine Flow {
        succeed;
    }
}

fn main() {}
