use sfn_runtime::state_machine;

state_machine! {

}

fn main() {}
