use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let id = $.order.id
        wait 3s;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
