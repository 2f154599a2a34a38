use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[output(States.Array($.a))]
        wait 3s;
    }
}

fn main() {}
