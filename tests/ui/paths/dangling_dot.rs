use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let id = $.order.;
    }
}

fn main() {}
