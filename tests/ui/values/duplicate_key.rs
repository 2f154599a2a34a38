use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $ = { id: 1, id: 2 };
    }
}

fn main() {}
