use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        goto
        "Wait": wait 3s;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
