use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        'poll: loop {
            wait 3s;
            break 'pol;
        }
        succeed;
    }
}

fn main() {}
