use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if $.paid = true { wait 3s; }
        succeed;
    }
}

fn main() {}
