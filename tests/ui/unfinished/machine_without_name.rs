use sfn_runtime::state_machine;

state_machine! {
    pub machine
}

fn main() {}
