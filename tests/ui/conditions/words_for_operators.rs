use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        if not IsPresent($.name) {
            pass;
        }
        if $.kind in ["a", "b"] {
            pass;
        }
        if $.n === 5 {
            pass;
        }
        pass;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
