use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        succeed;
        "Done":
    }
}

fn main() {}
