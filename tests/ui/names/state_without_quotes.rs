use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        Start: wait 5s;
        "Stop" wait 5s;
        pass;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
