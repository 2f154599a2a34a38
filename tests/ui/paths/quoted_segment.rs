use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let id = $."order id";
    }
}

fn main() {}
