use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if
        wait 3s;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
