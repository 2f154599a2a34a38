use sfn_runtime::state_machine;

state_machine! {
    machine Flow {
        let state = if $.paid == true { "paid" } else { "open" };
    }
}

fn main() {}
