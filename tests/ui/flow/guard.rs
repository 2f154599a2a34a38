use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        match $.kind {
            "a" if $.n > 3 => {}
            _ => {}
        }
        succeed;
    }
}

fn main() {}
