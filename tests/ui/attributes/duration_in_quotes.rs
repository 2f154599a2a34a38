use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        wait "30s";
    }
}

fn main() {}
