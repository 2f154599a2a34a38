use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $ = {
            /// The order's id.
            id: 1,
        };
    }
}

fn main() {}
