use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        $.item = dynamodb::
        wait 3s;
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
