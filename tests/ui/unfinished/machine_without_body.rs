use sfn_runtime::state_machine;

state_machine! {
    pub machine Flow
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
