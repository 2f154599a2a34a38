use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        for i in 0..10 {
            pass;
        }
        pass;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
