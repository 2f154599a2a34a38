use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[assign($.total)]
        wait 3s;
    }
}

fn main() {}
