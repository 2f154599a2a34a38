use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        match $.kind {
            "a" => {}
            /// Anything else.
            _ => {}
        }
        succeed;
    }
}

fn main() {}
