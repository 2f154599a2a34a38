use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $ = { a: 1 b: 2 };
    }
}

fn main() {}
