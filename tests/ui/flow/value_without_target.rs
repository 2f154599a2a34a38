use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $.order.id;
        succeed;
    }
}

fn main() {}
