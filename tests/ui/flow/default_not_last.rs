use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        match $.kind {
            _ => wait 3s,
            "a" => wait 5s,
        }
    }
}

fn main() {}
