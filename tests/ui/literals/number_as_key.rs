use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $ = { 1: "one" };
    }
}

fn main() {}
