use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        var total = 5;
        if $.n > 1 {
            pass;
        } elif $.n > 0 {
            wait 30 seconds;
        }
        throw "Failed";
    }
}

fn main() {
    println!("{}", Flow::DEFINITION);
}
