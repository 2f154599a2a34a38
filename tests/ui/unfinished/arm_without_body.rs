use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        match $.kind {
            "a" =>
        }
        wait 3s;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
