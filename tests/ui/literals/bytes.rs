use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $ = { id: b"order" };
    }
}

fn main() {}
