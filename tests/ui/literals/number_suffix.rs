use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $ = { n: 5u8 };
    }
}

fn main() {}
