use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        for $ in { pass; }
        for $ { pass; }
        wait 3s;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
