use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $ = { point: (1, 2) };
    }
}

fn main() {}
