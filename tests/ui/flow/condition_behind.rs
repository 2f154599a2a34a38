use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        "Again": wait $.seconds;
        goto "Again" if $.n < 5;
        pass;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
