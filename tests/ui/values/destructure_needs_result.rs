use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let { a, b } = { a: 1, b: 2 };
    }
}

fn main() {}
