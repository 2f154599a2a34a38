use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        machine Inner {
            pass;
        }
        pass;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
