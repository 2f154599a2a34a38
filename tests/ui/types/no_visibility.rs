use sfn_runtime::state_machine;

state_machine! {
    pub(crate crate) machine Flow {
        succeed;
    }
}

fn main() {}
