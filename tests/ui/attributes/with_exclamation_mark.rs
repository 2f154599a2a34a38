use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        #![express]
        pass;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
