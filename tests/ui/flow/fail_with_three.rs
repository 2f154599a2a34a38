use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        fail "Declined", "no money", "sorry";
    }
}

fn main() {}
