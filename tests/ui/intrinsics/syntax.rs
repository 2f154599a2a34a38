use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let label = jsonpath!(r"States.Format('Order {}', $.id");
    }
}

fn main() {}
