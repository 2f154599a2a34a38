use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if $.total > $.limit { wait 3s; }
        succeed;
    }
}

fn main() {}
