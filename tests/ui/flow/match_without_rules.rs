use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        match $.kind {
            _ => {}
        }
        succeed;
    }
}

fn main() {}
