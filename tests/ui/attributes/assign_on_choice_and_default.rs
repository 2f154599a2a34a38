use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #[assign(seen = true)]
        match $.kind {
            "a" => {}
            #[assign(seen = false)]
            _ => {}
        }
        succeed;
    }
}

fn main() {}
