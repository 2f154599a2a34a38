use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        succeed;
        /// And then it rests.
    }
}

fn main() {}
