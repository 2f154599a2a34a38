use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        "A name that goes on and on and on and on and on and on and on, until nobody reads it any more": wait 3s;
    }
}

fn main() {}
