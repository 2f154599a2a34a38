use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if let Some(x) = $.order { wait 3s; }
        succeed;
    }
}

fn main() {}
