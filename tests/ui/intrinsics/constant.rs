use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let h = States.Hash($.data, "SHA-2");
    }
}

fn main() {}
