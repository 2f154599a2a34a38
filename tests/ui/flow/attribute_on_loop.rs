use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[timeout(30s)]
        loop {
            wait 3s;
            if $.done == true { break; }
        }
        succeed;
    }
}

fn main() {}
