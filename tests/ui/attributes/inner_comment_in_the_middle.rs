use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        wait 3s;
        //! Waits, and is content.
        succeed;
    }
}

fn main() {}
