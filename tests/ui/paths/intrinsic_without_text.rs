use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        fail "Declined", States.ArrayLength($.tries);
    }
}

fn main() {}
