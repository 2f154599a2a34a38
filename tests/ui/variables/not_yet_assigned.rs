use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[assign(b = $a)]
        let a = 5;
    }
}

fn main() {}
