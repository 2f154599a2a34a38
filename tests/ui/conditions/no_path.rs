use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if 5 == 5 { wait 3s; }
        succeed;
    }
}

fn main() {}
