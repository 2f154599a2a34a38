use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #["timeout"]
        succeed;
    }
}

fn main() {}
