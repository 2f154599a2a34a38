use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let total = $price;
    }
}

fn main() {}
