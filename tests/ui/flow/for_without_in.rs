use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        for item => $.items {
            pass;
        }
        for {
            pass;
        }
        pass;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
