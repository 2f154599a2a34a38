use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[assign(n = 1)]
        let n = 2;
    }
}

fn main() {}
