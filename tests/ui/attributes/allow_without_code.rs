use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[allow(unused)]
        wait 3s;
    }
}

fn main() {}
