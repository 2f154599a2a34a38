use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        a::b::c::d {};
    }
}

fn main() {}
