use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $.deadline = 30s;
    }
}

fn main() {}
