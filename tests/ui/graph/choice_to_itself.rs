use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        "Ready?": match $.ready { true => {} _ => goto "Ready?" }
        succeed;
    }
}

fn main() {}
