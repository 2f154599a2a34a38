use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        "id" = 5;
    }
}

fn main() {}
