use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let id = jsonpath!(r"$.orders[?(@.id == 5]");
    }
}

fn main() {}
