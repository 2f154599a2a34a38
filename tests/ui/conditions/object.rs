use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if $.name == { first: "Ada" } {
            pass;
        }
        pass;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
