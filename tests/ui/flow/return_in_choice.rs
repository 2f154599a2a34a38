use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        match $.kind {
            "a" => return,
            _ => {}
        }
        succeed;
    }
}

fn main() {}
