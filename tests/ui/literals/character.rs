use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $ = { id: 'x' };
    }
}

fn main() {}
