use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource f: lambda::Function;
        fail "NotPaid" "the card was declined";
    }
}

fn main() {}
