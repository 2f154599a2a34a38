use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        wait 3s;
        let x =
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
