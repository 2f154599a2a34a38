use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        mtach $.kind {
            "a" => pass,
        }
        pass;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
