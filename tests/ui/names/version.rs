use sfn_runtime::state_machine;

state_machine! {
    #[version("2.0")]
    machine Flow {
        succeed;
    }
}

fn main() {}
