use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $.size = $.n > 5 ? "large" : "small";
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
