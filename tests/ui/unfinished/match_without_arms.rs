use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        match $.kind {
        }
        wait 3s;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
