use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        loop {
            for $ in $.items { pass; break; }
            if $.done == true { break; }
        }
        succeed;
    }
}

fn main() {}
