use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        resource orders
        resource queue: sqs::;
        wait 3s;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
