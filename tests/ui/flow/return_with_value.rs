use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $.n = 1;
        return $.n;
    }
}

fn main() {}
