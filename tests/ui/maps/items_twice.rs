use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[items($.a)]
        for $ in $.b {
            pass;
        }
    }
}

fn main() {}
