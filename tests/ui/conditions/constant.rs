use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if $.name == crate::NAME { wait 3s; }
        succeed;
    }
}

fn main() {}
